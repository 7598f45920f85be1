namespace NetGen.Imaging;

/// <summary>An image of 8-bit samples in memory, rows from the top, channels innermost: height × width × channels.</summary>
public sealed class Image
{
    /// <summary>An image over samples that exist; they are not copied.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha.</param>
    /// <param name="pixels">The samples, <paramref name="height"/> × <paramref name="width"/> × <paramref name="channels"/>.</param>
    /// <exception cref="ArgumentException">A size is out of range, or the number of samples is another.</exception>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        var length = LengthOf(width, height, channels);
        if (pixels.Length != length)
            throw new ArgumentException(
                $"A {height}×{width}×{channels} image has {length} samples, but {pixels.Length} are given.", nameof(pixels));
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>An image of zeros: black, and transparent where there is alpha.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public Image(int width, int height, int channels) : this(width, height, channels, new byte[LengthOf(width, height, channels)])
    {
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha.</summary>
    public int Channels { get; }

    /// <summary>The samples: that of channel c at (x, y) stands at (y × Width + x) × Channels + c.</summary>
    public byte[] Pixels { get; }

    /// <summary>The samples as numbers from 0 to 1, in the same order: a network's NHWC input.</summary>
    /// <param name="destination">Receives height × width × channels values.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void ToFloats(Span<float> destination)
    {
        if (destination.Length != Pixels.Length)
            throw new ArgumentException(
                $"A {Height}×{Width}×{Channels} image has {Pixels.Length} samples, but the span holds {destination.Length}.",
                nameof(destination));
        for (var i = 0; i < destination.Length; i++) destination[i] = Pixels[i] / 255f;
    }

    /// <summary>
    /// The image of which the values are the samples, 0 for 0 and 1 for 255, rounded; what lies outside, or is no number, is clamped.
    /// </summary>
    /// <param name="values">Height × width × channels values in NHWC order.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha.</param>
    /// <exception cref="ArgumentException">A size is out of range, or the number of values is another.</exception>
    public static Image FromFloats(ReadOnlySpan<float> values, int width, int height, int channels)
    {
        var length = LengthOf(width, height, channels);
        if (values.Length != length)
            throw new ArgumentException(
                $"A {height}×{width}×{channels} image has {length} samples, but {values.Length} are given.", nameof(values));
        var pixels = new byte[length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = values[i];
            pixels[i] = value > 0 ? (byte)(Math.Min(value, 1f) * 255f + 0.5f) : (byte)0;
        }
        return new Image(width, height, channels, pixels);
    }

    /// <summary>
    /// The luma (ITU-R BT.601: 0.299 red, 0.587 green, 0.114 blue) of the image as it looks on white paper. A gray image without alpha
    /// is returned as it is.
    /// </summary>
    public Image ToGray()
    {
        if (Channels == 1) return this;
        var gray = new Image(Width, Height, 1);
        for (var i = 0; i < gray.Pixels.Length; i++)
        {
            var pixel = Pixels.AsSpan(i * Channels, Channels);
            var luma = Channels < 3 ? pixel[0] : (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500) / 1000;
            var alpha = Channels % 2 == 0 ? pixel[^1] : 255;
            gray.Pixels[i] = (byte)((luma * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        return gray;
    }

    private static int LengthOf(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        // The division keeps the product of two large sizes from overflowing.
        if ((long)width * height > Array.MaxLength / channels)
            throw new ArgumentException(
                $"A {height}×{width}×{channels} image is larger than the {Array.MaxLength} samples that fit in memory.");
        return width * height * channels;
    }
}
