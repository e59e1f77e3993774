#include "app/window.h"

#include "core/base/log.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string_view>

namespace reweigh {
namespace {

constexpr int first_width = 1440, first_height = 900, least_width = 800, least_height = 560;

struct KeyRow {
    int key;
    std::string_view name;
};
constexpr std::array named_keys{
    KeyRow{GLFW_KEY_SPACE, "Space"},    KeyRow{GLFW_KEY_ESCAPE, "Escape"},
    KeyRow{GLFW_KEY_ENTER, "Enter"},    KeyRow{GLFW_KEY_KP_ENTER, "Enter"},
    KeyRow{GLFW_KEY_TAB, "Tab"},        KeyRow{GLFW_KEY_BACKSPACE, "Backspace"},
    KeyRow{GLFW_KEY_DELETE, "Delete"},  KeyRow{GLFW_KEY_INSERT, "Insert"},
    KeyRow{GLFW_KEY_RIGHT, "Right"},    KeyRow{GLFW_KEY_LEFT, "Left"},
    KeyRow{GLFW_KEY_DOWN, "Down"},      KeyRow{GLFW_KEY_UP, "Up"},
    KeyRow{GLFW_KEY_PAGE_UP, "PageUp"}, KeyRow{GLFW_KEY_PAGE_DOWN, "PageDown"},
    KeyRow{GLFW_KEY_HOME, "Home"},      KeyRow{GLFW_KEY_END, "End"},
    KeyRow{GLFW_KEY_KP_ADD, "+"},       KeyRow{GLFW_KEY_KP_SUBTRACT, "-"},
    KeyRow{GLFW_KEY_KP_0, "0"},
};

// The key as it is written on the keyboard of the layout in force.
std::string key_name(int key, int scancode) {
    for (const KeyRow& row : named_keys)
        if (row.key == key) return std::string(row.name);
    if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F12) return "F" + std::to_string(key - GLFW_KEY_F1 + 1);
    const char* written = glfwGetKeyName(key, scancode);
    std::string name = written ? written : "";
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return name;
}

Window& owner(GLFWwindow* window) { return *static_cast<Window*>(glfwGetWindowUserPointer(window)); }

enum class Drawing { OnDevice, InSoftware };

// Without multisampling: Dear ImGui softens its own edges, and software OpenGL is three times as fast.
GLFWwindow* open(Drawing drawing, const std::string& title) {
    if (drawing == Drawing::InSoftware) setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "reweigh");
    return glfwCreateWindow(first_width, first_height, title.c_str(), nullptr, nullptr);
}

std::string last_problem() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text ? text : "unknown";
}

// "2.1 (llvmpipe)": what a window gets that asks for nothing.
std::string best_offer() {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    GLFWwindow* window = glfwCreateWindow(64, 64, "", nullptr, nullptr);
    if (!window) return "no OpenGL (" + last_problem() + ")";
    glfwMakeContextCurrent(window);
    constexpr unsigned renderer_name = 0x1F01;  // GL_RENDERER
    using GetString = const unsigned char* (*)(unsigned);
    const auto get_string = reinterpret_cast<GetString>(glfwGetProcAddress("glGetString"));
    const unsigned char* renderer = get_string ? get_string(renderer_name) : nullptr;
    const std::string offer = std::to_string(glfwGetWindowAttrib(window, GLFW_CONTEXT_VERSION_MAJOR)) + "." +
                              std::to_string(glfwGetWindowAttrib(window, GLFW_CONTEXT_VERSION_MINOR)) + " (" +
                              (renderer ? reinterpret_cast<const char*>(renderer) : "unknown") + ")";
    glfwDestroyWindow(window);
    return offer;
}

GLFWwindow* open_window(const std::string& title) {
    for (const Drawing drawing : {Drawing::OnDevice, Drawing::InSoftware}) {
        if (GLFWwindow* window = open(drawing, title)) return window;
        log(LogLevel::Note, "window", "No window with OpenGL 3.3 (" + last_problem() + ").");
    }
    throw DisplayError("OpenGL 3.3 is needed; this display offers " + best_offer() + ".");
}

}  // namespace

Window::Window(const std::string& title, bool full_screen) {
    if (!glfwInit()) throw DisplayError("No display. \"reweigh run\" and \"reweigh figure\" need none.");
    try {
        window_ = open_window(title);
    } catch (...) {
        glfwTerminate();
        throw;
    }
    glfwMakeContextCurrent(window_);
    const auto scaled = [&](int units) { return static_cast<int>(units * content_scale()); };
    glfwSetWindowSizeLimits(window_, scaled(least_width), scaled(least_height), GLFW_DONT_CARE,
                            GLFW_DONT_CARE);
    glfwSetWindowUserPointer(window_, this);
    connect_callbacks();
    constexpr std::array shapes{GLFW_ARROW_CURSOR, GLFW_IBEAM_CURSOR, GLFW_HAND_CURSOR, GLFW_HRESIZE_CURSOR,
                                GLFW_VRESIZE_CURSOR};
    std::ranges::transform(shapes, cursors_.begin(), glfwCreateStandardCursor);
    if (full_screen) set_full_screen(true);
}

Window::~Window() {
    for (GLFWcursor* cursor : cursors_)
        if (cursor) glfwDestroyCursor(cursor);
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::connect_callbacks() {
    glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) {
        owner(w).events_.push_back(PointerMoved{owner(w).to_pixels({x, y})});
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int) {
        if (button < 3) owner(w).events_.push_back(ButtonChanged{button, action == GLFW_PRESS});
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double x, double y) {
        owner(w).events_.push_back(WheelTurned{{x, y}});
    });
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int) {
        // The keys themselves: the modifiers of an event still hold a modifier that it releases.
        const auto holds = [&](int left, int right) {
            return glfwGetKey(w, left) == GLFW_PRESS || glfwGetKey(w, right) == GLFW_PRESS;
        };
        owner(w).events_.push_back(KeyChanged{key_name(key, scancode), action != GLFW_RELEASE,
                                              holds(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL),
                                              holds(GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT),
                                              holds(GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT),
                                              action == GLFW_REPEAT});
    });
    glfwSetCharCallback(
        window_, [](GLFWwindow* w, unsigned letter) { owner(w).events_.push_back(TextTyped{letter}); });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int focused) {
        owner(w).events_.push_back(FocusChanged{focused == GLFW_TRUE});
    });
    glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** names) {
        owner(w).events_.push_back(FilesDropped{{names, names + count}});
    });
    glfwSetWindowCloseCallback(window_, [](GLFWwindow* w) { owner(w).events_.push_back(CloseAsked{}); });
    // A new size or an uncovered window needs a frame: an event without meaning asks for one.
    glfwSetFramebufferSizeCallback(
        window_, [](GLFWwindow* w, int, int) { owner(w).events_.push_back(FocusChanged{true}); });
    glfwSetWindowRefreshCallback(window_,
                                 [](GLFWwindow* w) { owner(w).events_.push_back(FocusChanged{true}); });
}

void Window::wait(double seconds) {
    if (seconds > 0)
        glfwWaitEventsTimeout(seconds);
    else
        glfwPollEvents();
}

void Window::present() { glfwSwapBuffers(window_); }

Vec2 Window::size() const {
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    return {static_cast<double>(width), static_cast<double>(height)};
}

Vec2 Window::windowed_size() const { return is_full_screen() ? windowed_.max - windowed_.min : size(); }

Vec2 Window::to_pixels(Vec2 at) const {
    int width = 1, height = 1;
    glfwGetWindowSize(window_, &width, &height);
    const Vec2 pixels = size();
    return {at.x * pixels.x / std::max(width, 1), at.y * pixels.y / std::max(height, 1)};
}

double Window::content_scale() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    return std::max(0.5F, x);
}

bool Window::is_visible() const { return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_FALSE; }
bool Window::is_full_screen() const { return glfwGetWindowMonitor(window_) != nullptr; }

void Window::set_full_screen(bool on) {
    if (on == is_full_screen()) return;
    if (on) {
        int x = 0, y = 0, width = 0, height = 0;
        glfwGetWindowPos(window_, &x, &y);
        glfwGetWindowSize(window_, &width, &height);
        windowed_ = {{double(x), double(y)}, {double(x + width), double(y + height)}};
        GLFWmonitor* monitor = glfwGetPrimaryMonitor();
        const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
        if (mode) glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
    } else {
        glfwSetWindowMonitor(window_, nullptr, static_cast<int>(windowed_.min.x),
                             static_cast<int>(windowed_.min.y), static_cast<int>(windowed_.width()),
                             static_cast<int>(windowed_.height()), GLFW_DONT_CARE);
    }
}

void Window::resize(Vec2 pixels) {
    glfwSetWindowSize(window_, static_cast<int>(pixels.x), static_cast<int>(pixels.y));
}

void Window::fit(Vec2 pixels) {
    int left = 0, top = 0, width = 0, height = 0;
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    if (monitor) glfwGetMonitorWorkarea(monitor, &left, &top, &width, &height);
    if (width > 0 && height > 0)
        pixels = {std::min<double>(pixels.x, width), std::min<double>(pixels.y, height)};
    if (pixels != size() && !is_full_screen()) resize(pixels);
}

void Window::set_title(const std::string& title) { glfwSetWindowTitle(window_, title.c_str()); }
void Window::set_pointer(PointerShape shape) {
    glfwSetCursor(window_, cursors_[static_cast<std::size_t>(shape)]);
}
void Window::set_vertical_sync(bool on) { glfwSwapInterval(on ? 1 : 0); }

const char* Window::clipboard() const {
    const char* text = glfwGetClipboardString(window_);
    return text ? text : "";
}
void Window::set_clipboard(const char* text) { glfwSetClipboardString(window_, text); }

}  // namespace reweigh
