#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace reweigh::gl {

// OpenGL objects that free themselves. The thread of the context only; the context outlives them.

// A number that names an object; moves, never copies.
class Name {
public:
    using Free = void (*)(unsigned);
    Name(unsigned number, Free free) : number_(number), free_(free) {}
    Name(Name&& other) noexcept : number_(std::exchange(other.number_, 0)), free_(other.free_) {}
    Name& operator=(Name&& other) noexcept {
        std::swap(number_, other.number_);
        std::swap(free_, other.free_);
        return *this;
    }
    ~Name() {
        if (number_ != 0) free_(number_);
    }
    unsigned number() const { return number_; }

private:
    unsigned number_ = 0;
    Free free_ = nullptr;
};

// Vertex and fragment shader by their paths below shaders/. Throws Error with the driver's words.
class Program {
public:
    Program(std::string_view vertex, std::string_view fragment);
    void use() const;
    void set_texture(const char* uniform, int unit) const;

private:
    Name name_;
};

enum class Texels { Float, Color };

// Two-dimensional texture of a fixed size, no wrapping. Float: one 32-bit value; Color: 8-bit RGBA.
class Texture {
public:
    Texture(Texels texels, int width, int height);
    void upload(const void* values) const;  // (height, width), row-major
    void shrink_smoothly() const;           // smaller copies of what was uploaded, for drawing it small
    void bind(int unit) const;
    unsigned number() const { return name_.number(); }
    int width() const { return width_; }
    int height() const { return height_; }

private:
    Name name_;
    Texels texels_;
    int width_, height_;
};

// What textures are drawn into through.
class Framebuffer {
public:
    Framebuffer();
    unsigned number() const { return name_.number(); }

private:
    Name name_;
};

// Drawing goes into textures, one after the other, while this lives; afterwards to the window again.
class DrawInto {
public:
    explicit DrawInto(const Framebuffer& framebuffer);
    ~DrawInto();
    DrawInto(const DrawInto&) = delete;
    DrawInto& operator=(const DrawInto&) = delete;
    void aim_at(const Texture& target) const;

private:
    int viewport_[4];
};

// What core profiles ask for even when no vertex has attributes.
class EmptyVertices {
public:
    EmptyVertices();
    void draw_strip(int vertices) const;

private:
    Name name_;
};

}  // namespace reweigh::gl
