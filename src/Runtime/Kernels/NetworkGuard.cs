using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>The checks at the door of a generated network, and the arithmetic of its sizes. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkGuard
{
    /// <summary>Buffers begin at multiples of so many floats: a cache line.</summary>
    private const int Alignment = 16;

    /// <summary>The spans of a network of one size hold what it reads and writes, and share no memory.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void Spans(ReadOnlySpan<float> input, int inputLength, string inputShape, ReadOnlySpan<float> output, int outputLength, string outputShape)
    {
        Length(input.Length, inputLength, inputShape, nameof(input));
        Length(output.Length, outputLength, outputShape, nameof(output));
        Disjoint(input, output, nameof(output));
    }

    /// <summary>The spans of a network of any size hold the image and the map, and share no memory.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void Spans(ReadOnlySpan<float> image, MapSize imageSize, ReadOnlySpan<float> maps, MapSize mapSize)
    {
        Length(image.Length, imageSize, nameof(image));
        Length(maps.Length, mapSize, nameof(maps));
        Disjoint(image, maps, nameof(maps));
    }

    /// <summary>The span of an extra output holds what is written to it, and shares no memory with what is read.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Output(ReadOnlySpan<float> read, ReadOnlySpan<float> output, int length, string shape, string name)
    {
        Length(output.Length, length, shape, name);
        Disjoint(read, output, name);
    }

    /// <summary>The same, for a map whose size depends on the image.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Output(ReadOnlySpan<float> read, ReadOnlySpan<float> output, MapSize size, string name)
    {
        Length(output.Length, size, name);
        Disjoint(read, output, name);
    }

    /// <summary>Two outputs share no memory.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    public static void Apart(ReadOnlySpan<float> output, ReadOnlySpan<float> other, string name)
    {
        if (output.Overlaps(other)) throw new ArgumentException($"'{name}' overlaps the span of another output.", name);
    }

    /// <summary>Branches that a layer joins have as many rows.</summary>
    /// <exception cref="ArgumentException">They have not.</exception>
    public static void EqualRows(string layer, string joined, long rows, string branch, long branchRows)
    {
        if (rows != branchRows) throw Differ(layer, joined, rows, branch, branchRows, "rows", "height");
    }

    /// <summary>Branches that a layer joins have as many columns.</summary>
    /// <exception cref="ArgumentException">They have not.</exception>
    public static void EqualColumns(string layer, string joined, long columns, string branch, long branchColumns)
    {
        if (columns != branchColumns) throw Differ(layer, joined, columns, branch, branchColumns, "columns", "width");
    }

    /// <summary>What a layer crops has the rows that it keeps.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void AtLeastRows(string layer, string cropped, long rows, long needed)
    {
        if (rows < needed) throw TooFew(layer, cropped, rows, needed, "rows", "height");
    }

    /// <summary>What a layer crops has the columns that it keeps.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void AtLeastColumns(string layer, string cropped, long columns, long needed)
    {
        if (columns < needed) throw TooFew(layer, cropped, columns, needed, "columns", "width");
    }

    /// <summary>The image is large enough.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void Minimum(int height, int width, int minHeight, int minWidth)
    {
        if (height >= minHeight && width >= minWidth) return;
        throw new ArgumentException(
            $"The image is {height}×{width}, but the network needs at least {minHeight}×{minWidth}.", height < minHeight ? nameof(height) : nameof(width));
    }

    /// <summary>The size of a map, if a span can hold it.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static MapSize Map(string layer, long height, long width, int channels)
    {
        var length = (Int128)height * width * channels;
        if (length <= Array.MaxLength) return new MapSize((int)height, (int)width, channels);
        throw new ArgumentException($"For an image of this size, the map of '{layer}' is {height}×{width}×{channels}: {length} elements, but a span holds at most {Array.MaxLength}.", nameof(height));
    }

    /// <summary>The size of the network's map, whether or not a span can hold it.</summary>
    /// <exception cref="ArgumentException">The image is too small, or the map has more rows or columns than 32 bits can count.</exception>
    public static MapSize OutputSize(int height, int width, int minHeight, int minWidth, long mapHeight, long mapWidth, int channels)
    {
        Minimum(height, width, minHeight, minWidth);
        if (mapHeight <= int.MaxValue && mapWidth <= int.MaxValue) return new MapSize((int)mapHeight, (int)mapWidth, channels);
        throw new ArgumentException($"For an image of {height}×{width}, the map is {mapHeight}×{mapWidth}, more than 32-bit sizes can express.", nameof(height));
    }

    /// <summary>The next place in a workspace, in floats, where a buffer may begin.</summary>
    public static long Aligned(long end) => (end + Alignment - 1) / Alignment * Alignment;

    /// <summary>Multiply-adds of a layer over a map, <see cref="long.MaxValue"/> if they are more.</summary>
    public static long Cost(long perPixel, MapSize map) => (long)Int128.Min((Int128)perPixel * map.Height * map.Width, long.MaxValue);

    /// <summary>A number of cores.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static int Threads(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return value;
    }

    // Apart from the check, so that only a call that fails makes text.
    private static void Length(int actual, MapSize expected, string name)
    {
        if (actual != expected.Length) Length(actual, expected.Length, expected.ToString(), name);
    }

    private static void Length(int actual, long expected, string shape, string name)
    {
        if (actual != expected) throw new ArgumentException($"'{name}' needs {expected} values ({shape}), but the span has {actual}.", name);
    }

    private static void Disjoint(ReadOnlySpan<float> input, ReadOnlySpan<float> output, string name)
    {
        if (input.Overlaps(output)) throw new ArgumentException($"'{name}' overlaps the span that the network reads.", name);
    }

    private static ArgumentException Differ(string layer, string joined, long extent, string branch, long other, string what, string name) => new(
        $"For an image of this {name}, '{layer}' would join {other} {what} of '{branch}' with {extent} of '{joined}'.", name);

    private static ArgumentException TooFew(string layer, string cropped, long extent, long needed, string what, string name) => new(
        $"For an image of this {name}, '{layer}' needs {needed} {what}, but '{cropped}' gives {extent}.", name);
}
