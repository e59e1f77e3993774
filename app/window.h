#pragma once

#include "app/application.h"
#include "app/input.h"

#include <array>
#include <deque>
#include <string>

struct GLFWcursor;
struct GLFWmonitor;
struct GLFWwindow;

namespace reweigh {

enum class PointerShape { Arrow, Text, Hand, ResizeColumns, ResizeRows };

// The operating system's window with an OpenGL 3.3 core context: input comes in as events, nothing is called
// back. Main thread only.
class Window {
public:
    // Throws DisplayError: no display, or OpenGL older than 3.3.
    Window(const std::string& title, bool full_screen);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Waits for input, at most so many seconds; 0: takes what is there.
    void wait(double seconds);
    std::deque<InputEvent>& events() { return events_; }
    void present();

    Vec2 size() const;           // of the content, in framebuffer pixels
    Vec2 windowed_size() const;  // the same, but before full screen
    double content_scale() const;
    bool is_visible() const;  // not minimised
    bool is_full_screen() const;
    void set_full_screen(bool on);
    void resize(Vec2 pixels);
    void fit(Vec2 pixels);  // the same, as far as the monitor has room beside its bars
    void set_title(const std::string& title);
    void set_pointer(PointerShape shape);
    void set_vertical_sync(bool on);
    const char* clipboard() const;  // never null; until the next call
    void set_clipboard(const char* text);

private:
    void connect_callbacks();
    Vec2 to_pixels(Vec2 at) const;

    GLFWwindow* window_ = nullptr;
    std::deque<InputEvent> events_;
    std::array<GLFWcursor*, 5> cursors_{};
    Rect windowed_;  // place on the desktop to return to from full screen
};

}  // namespace reweigh
