#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace reweigh {

// Append-only curve in shared chunks: a copy shares the chunks, costs a pointer per 1024 values and never
// changes. One thread appends; any thread may read the copies it got.
template <class T, std::size_t ChunkSize = 1024>
class Series {
public:
    void append(T value) {
        if (size_ % ChunkSize == 0)
            chunks_.push_back(std::make_shared<std::array<T, ChunkSize>>());
        else if (is_part_)  // what follows in the chunk belongs to the whole series
            chunks_.back() = std::make_shared<std::array<T, ChunkSize>>(*chunks_.back());
        is_part_ = false;
        (*chunks_.back())[size_++ % ChunkSize] = value;
    }
    // The first `count` values, all where there are fewer: shares the chunks, too, until it is appended to.
    Series first(std::size_t count) const {
        Series part = *this;
        part.size_ = std::min(count, size_);
        part.chunks_.resize((part.size_ + ChunkSize - 1) / ChunkSize);
        part.is_part_ = true;
        return part;
    }
    const T& operator[](std::size_t i) const { return (*chunks_[i / ChunkSize])[i % ChunkSize]; }
    const T& back() const { return (*this)[size_ - 1]; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

private:
    std::vector<std::shared_ptr<std::array<T, ChunkSize>>> chunks_;
    std::size_t size_ = 0;
    bool is_part_ = false;  // of another series, whose values may follow in the last chunk
};

// The first values of a series, or all, in chunks of their own.
template <class T>
Series<T> first_of(const Series<T>& series, std::size_t count) {
    Series<T> first;
    for (std::size_t i = 0; i < std::min(count, series.size()); ++i) first.append(series[i]);
    return first;
}

}  // namespace reweigh
