#version 330 core
// The colour of a logit from a table of 256, as core/figure/colormap: index round(255 p), p = 1 / (1 + exp(-logit)).
in vec2 place;
out vec4 color;
uniform sampler2D logits;  // one value a cell, row 0 at the bottom of the world
uniform sampler2D colors;  // 256 x 1
void main() {
    ivec2 size = textureSize(logits, 0);
    ivec2 cell = ivec2(place * vec2(size));
    cell.y = size.y - 1 - cell.y;  // pictures begin at the top
    float logit = texelFetch(logits, cell, 0).r;
    float p = isnan(logit) ? 0.5 : 1.0 / (1.0 + exp(-logit));
    color = texelFetch(colors, ivec2(int(255.0 * p + 0.5), 0), 0);
}
