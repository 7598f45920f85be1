using NetGen.Reference;

namespace NetGen.Networks.Tests.Support;

/// <summary>An image of height × width × channels values, channels innermost.</summary>
internal sealed record Image(int Height, int Width, int Channels, float[] Values)
{
    /// <summary>Random values of [−1, 1).</summary>
    public static Image Random(int height, int width, int channels, ulong seed = 1) =>
        From(new RandomSource(seed).NextMap(height, width, channels));

    public static Image From(Map map) => new(map.Height, map.Width, map.Channels, map.ToNhwc());

    public Map ToMap() => Map.FromNhwc(Values, Height, Width, Channels);

    public ReadOnlySpan<float> Pixel(int y, int x) => Values.AsSpan((y * Width + x) * Channels, Channels);

    /// <summary>The rectangle at (top, left); what lies outside the image is zero.</summary>
    public Image Crop(int top, int left, int height, int width)
    {
        var values = new float[height * width * Channels];
        for (var y = Math.Max(0, -top); y < height && top + y < Height; y++)
            for (var x = Math.Max(0, -left); x < width && left + x < Width; x++)
                Pixel(top + y, left + x).CopyTo(values.AsSpan((y * width + x) * Channels));
        return new Image(height, width, Channels, values);
    }

    /// <summary>The values as planes.</summary>
    public float[] ToNchw() => ToMap().ToNchw();
}
