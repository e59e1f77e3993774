#include "app/gl/objects.h"

#include "app/gl/api.h"
#include "core/base/embedded.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <string>

namespace reweigh::gl {
namespace {

std::string_view source_of(std::string_view path) {
    const auto files = embedded_shaders();
    const auto file = std::ranges::find(files, path, &EmbeddedFile::path);
    if (file == files.end()) throw Error("The shader " + std::string(path) + " is not part of the program.");
    return file->text;
}

Name compile(GLenum stage, std::string_view path) {
    Name shader(glCreateShader(stage), [](unsigned number) { glDeleteShader(number); });
    const std::string_view source = source_of(path);
    const char* text = source.data();
    const auto length = static_cast<GLint>(source.size());
    glShaderSource(shader.number(), 1, &text, &length);
    glCompileShader(shader.number());
    GLint is_good = 0;
    glGetShaderiv(shader.number(), GL_COMPILE_STATUS, &is_good);
    if (!is_good) {
        std::array<char, 1024> problem{};
        glGetShaderInfoLog(shader.number(), problem.size(), nullptr, problem.data());
        throw Error("The driver refuses shader " + std::string(path) + ": " + problem.data());
    }
    return shader;
}

Name link(std::string_view vertex, std::string_view fragment) {
    const Name first = compile(GL_VERTEX_SHADER, vertex), second = compile(GL_FRAGMENT_SHADER, fragment);
    Name program(glCreateProgram(), [](unsigned number) { glDeleteProgram(number); });
    glAttachShader(program.number(), first.number());
    glAttachShader(program.number(), second.number());
    glLinkProgram(program.number());
    GLint is_good = 0;
    glGetProgramiv(program.number(), GL_LINK_STATUS, &is_good);
    if (!is_good) throw Error("The driver cannot link " + std::string(fragment) + ".");
    return program;
}

template <class Make, class Free>
Name make(Make create, Free free) {
    unsigned number = 0;
    create(1, &number);
    return Name(number, free);
}

Name make_texture() {
    return make(glGenTextures, [](unsigned number) { glDeleteTextures(1, &number); });
}
Name make_framebuffer() {
    return make(glGenFramebuffers, [](unsigned number) { glDeleteFramebuffers(1, &number); });
}
Name make_vertices() {
    return make(glGenVertexArrays, [](unsigned number) { glDeleteVertexArrays(1, &number); });
}

struct Format {
    GLint inside;
    GLenum channels, type;
};
Format format_of(Texels texels) {
    return texels == Texels::Float ? Format{GL_R32F, GL_RED, GL_FLOAT}
                                   : Format{GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE};
}

}  // namespace

Program::Program(std::string_view vertex, std::string_view fragment) : name_(link(vertex, fragment)) {}
void Program::use() const { glUseProgram(name_.number()); }
void Program::set_texture(const char* uniform, int unit) const {
    glUniform1i(glGetUniformLocation(name_.number(), uniform), unit);
}

Texture::Texture(Texels texels, int width, int height)
    : name_(make_texture()), texels_(texels), width_(width), height_(height) {
    bind(0);
    const GLint filter = texels == Texels::Float ? GL_NEAREST : GL_LINEAR;
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    const Format format = format_of(texels);
    glTexImage2D(GL_TEXTURE_2D, 0, format.inside, width, height, 0, format.channels, format.type, nullptr);
}

void Texture::upload(const void* values) const {
    bind(0);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    const Format format = format_of(texels_);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width_, height_, format.channels, format.type, values);
}

void Texture::shrink_smoothly() const {
    bind(0);
    glGenerateMipmap(GL_TEXTURE_2D);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    constexpr float sharper = -0.75F;
    glTexParameterf(GL_TEXTURE_2D, GL_TEXTURE_LOD_BIAS, sharper);
}

void Texture::bind(int unit) const {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(GL_TEXTURE_2D, name_.number());
}

Framebuffer::Framebuffer() : name_(make_framebuffer()) {}

DrawInto::DrawInto(const Framebuffer& framebuffer) {
    glGetIntegerv(GL_VIEWPORT, viewport_);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.number());
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
}

void DrawInto::aim_at(const Texture& target) const {
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target.number(), 0);
    glViewport(0, 0, target.width(), target.height());
}

DrawInto::~DrawInto() {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
}

EmptyVertices::EmptyVertices() : name_(make_vertices()) {}
void EmptyVertices::draw_strip(int vertices) const {
    glBindVertexArray(name_.number());
    glDrawArrays(GL_TRIANGLE_STRIP, 0, vertices);
    glBindVertexArray(0);
}

}  // namespace reweigh::gl
