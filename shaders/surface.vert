#version 330 core
// A rectangle over the whole target from four vertices without a buffer.
out vec2 place;  // 0 ... 1
void main() {
    place = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    gl_Position = vec4(2.0 * place - 1.0, 0.0, 1.0);
}
