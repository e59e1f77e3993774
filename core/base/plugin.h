#pragma once

#include <filesystem>

namespace reweigh {

// A shared library opened at run time. Never closed: what it registered may live on. Any thread.
class Plugin {
public:
    // Who may use its names: whoever asks for them by address, or every library opened later as well.
    enum class Names { Own, Shared };
    // A name without a folder: the one that is open already, or else where the loader finds it. Throws Error
    // with the loader's message.
    explicit Plugin(const std::filesystem::path& library, Names names = Names::Own);

    // The address of an exported name. Throws Error when it is missing.
    template <class Function>
    Function* function(const char* name) const {
        return reinterpret_cast<Function*>(address(name));
    }

    // Where the loader found it.
    std::filesystem::path path() const;

private:
    void* address(const char* name) const;
    std::filesystem::path library_;
    void* opened_ = nullptr;
};

// The folder of the running program: plug-ins lie beside it.
std::filesystem::path program_folder();

}  // namespace reweigh
