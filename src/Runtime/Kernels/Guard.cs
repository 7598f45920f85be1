using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The checks at the door of every kernel; with them no pointer inside can leave the spans.</summary>
internal static class Guard
{
    /// <summary>The span holds exactly a map of the size.</summary>
    public static void Map(int length, MapSize size, string name) => Map(length, size.Height, size.Width, size.Channels, name);

    /// <summary>The span holds exactly a map of the size, whose factors may overflow 32 bits.</summary>
    public static void Map(int length, long height, long width, long channels, string name)
    {
        if (height < 1 || width < 1 || channels < 1) throw new ArgumentException($"A map of {height}×{width}×{channels} is empty.", name);
        // Factors of at most the length each: the product of two fits in 64 bits, and of a third one with that where it is no larger.
        if (height <= length && width <= length && channels <= length && height * width <= length && height * width * channels == length) return;
        ThrowMap(length, height, width, channels, name);
    }

    /// <summary>The span holds one value per channel.</summary>
    public static void Channels(int length, int channels, string name)
    {
        if (length == channels) return;
        throw new ArgumentException($"{channels} channels need {channels} values, but the span has {length}.", name);
    }

    /// <summary>Two figures agree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Equal(long actual, long expected, string what, string name)
    {
        if (actual != expected) ThrowUnequal(actual, expected, what, name);
    }

    /// <summary>The channels can be divided into equal parts.</summary>
    public static void Divides(long parts, int channels, string name)
    {
        if (channels % parts != 0) throw new ArgumentException($"{channels} channels cannot be divided by {parts}.", name);
    }

    /// <summary>Some channels, side by side, lie within those of a map.</summary>
    public static void Within(int first, int channels, int all, string name)
    {
        if (first < 0 || first > all - channels) throw new ArgumentException($"Channels {first} to {(long)first + channels - 1} do not lie within {all}.", name);
    }

    /// <summary>Taps, strides and dilations are positive, and pads are not negative.</summary>
    public static void Window(in Window window)
    {
        // All at once first: a negative number among them makes the whole negative.
        if ((AboveZero(window.KernelHeight) | AboveZero(window.KernelWidth) | AboveZero(window.StrideHeight) | AboveZero(window.StrideWidth)
            | AboveZero(window.DilationHeight) | AboveZero(window.DilationWidth)
            | window.PadTop | window.PadLeft | window.PadBottom | window.PadRight) >= 0)
        {
            return;
        }

        AtLeast(window.KernelHeight, 1, "The kernel height");
        AtLeast(window.KernelWidth, 1, "The kernel width");
        AtLeast(window.StrideHeight, 1, "The stride over rows");
        AtLeast(window.StrideWidth, 1, "The stride over columns");
        AtLeast(window.DilationHeight, 1, "The dilation over rows");
        AtLeast(window.DilationWidth, 1, "The dilation over columns");
        AtLeast(window.PadTop, 0, "The padding at the top");
        AtLeast(window.PadLeft, 0, "The padding at the left");
        AtLeast(window.PadBottom, 0, "The padding at the bottom");
        AtLeast(window.PadRight, 0, "The padding at the right");

        static int AboveZero(int number) => number | (number - 1);

        static void AtLeast(int actual, int least, string what)
        {
            if (actual < least) throw new ArgumentException($"{what} should be at least {least}, but is {actual}.", nameof(window));
        }
    }

    /// <summary>A number is positive.</summary>
    public static void Positive(int actual, string name) => ArgumentOutOfRangeException.ThrowIfLessThan(actual, 1, name);

    /// <summary>Input and output share no memory: the kernel reads values after it has written others.</summary>
    public static void Apart(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (x.Overlaps(y)) throw new ArgumentException("The output overlaps the input, which this operator still reads.", nameof(y));
    }

    /// <summary>Input and output are the same memory, or share none.</summary>
    public static void SameOrApart(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (x.Overlaps(y) && !Unsafe.AreSame(in x[0], in y[0]))
        {
            throw new ArgumentException("The output overlaps the input without being the same memory.", nameof(y));
        }
    }

    private static void ThrowMap(int length, long height, long width, long channels, string name) => throw new ArgumentException(
        $"A map of {height}×{width}×{channels} needs {(UInt128)height * (UInt128)width * (UInt128)channels} elements, but the span has {length}.", name);

    private static void ThrowUnequal(long actual, long expected, string what, string name) =>
        throw new ArgumentException($"{what} should be {expected}, but is {actual}.", name);
}
