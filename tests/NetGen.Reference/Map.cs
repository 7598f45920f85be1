namespace NetGen.Reference;

/// <summary>A feature map of doubles, H×W×C.</summary>
public sealed class Map
{
    private readonly double[,,] _values;

    /// <summary>A map of zeros.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="channels">Channels, at least 1.</param>
    /// <exception cref="ArgumentException">A size is less than 1.</exception>
    public Map(int height, int width, int channels)
    {
        if (height < 1 || width < 1 || channels < 1) throw new ArgumentException($"A map of {height}×{width}×{channels} has no element.");
        (Height, Width, Channels) = (height, width, channels);
        _values = new double[height, width, channels];
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Height × width × channels.</summary>
    public int Length => Height * Width * Channels;

    /// <summary>The value at row <paramref name="y"/>, column <paramref name="x"/>, channel <paramref name="c"/>.</summary>
    /// <param name="y">The row.</param>
    /// <param name="x">The column.</param>
    /// <param name="c">The channel.</param>
    public double this[int y, int x, int c]
    {
        get => _values[y, x, c];
        set => _values[y, x, c] = value;
    }

    /// <summary>Whether row <paramref name="y"/> and column <paramref name="x"/> lie on the map.</summary>
    /// <param name="y">The row.</param>
    /// <param name="x">The column.</param>
    public bool Contains(int y, int x) => y >= 0 && y < Height && x >= 0 && x < Width;

    /// <summary>A map whose every element is a function of its row, column and channel.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="value">The value at (row, column, channel).</param>
    public static Map Build(int height, int width, int channels, Func<int, int, int, double> value)
    {
        var map = new Map(height, width, channels);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < channels; c++)
                    map[y, x, c] = value(y, x, c);
        return map;
    }

    /// <summary>A map of values in the order (row, column, channel).</summary>
    /// <param name="values">height × width × channels values.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <exception cref="ArgumentException">There are more or fewer values.</exception>
    public static Map FromNhwc(ReadOnlySpan<float> values, int height, int width, int channels)
    {
        var map = new Map(height, width, channels);
        Check.Length("values", map.Length, values.Length);
        var next = 0;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < channels; c++)
                    map[y, x, c] = values[next++];
        return map;
    }

    /// <summary>A map of values in the order (channel, row, column).</summary>
    /// <inheritdoc cref="FromNhwc"/>
    public static Map FromNchw(ReadOnlySpan<float> values, int height, int width, int channels)
    {
        var map = new Map(height, width, channels);
        Check.Length("values", map.Length, values.Length);
        var next = 0;
        for (var c = 0; c < channels; c++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    map[y, x, c] = values[next++];
        return map;
    }

    /// <summary>The values in the order (row, column, channel), rounded to single precision.</summary>
    public float[] ToNhwc()
    {
        var values = new float[Length];
        var next = 0;
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                for (var c = 0; c < Channels; c++)
                    values[next++] = (float)this[y, x, c];
        return values;
    }

    /// <summary>The values in the order (channel, row, column), rounded to single precision.</summary>
    public float[] ToNchw()
    {
        var values = new float[Length];
        var next = 0;
        for (var c = 0; c < Channels; c++)
            for (var y = 0; y < Height; y++)
                for (var x = 0; x < Width; x++)
                    values[next++] = (float)this[y, x, c];
        return values;
    }

    /// <summary>A map of the same size with a function applied to every element.</summary>
    /// <param name="function">The function.</param>
    public Map Apply(Func<double, double> function) => Build(Height, Width, Channels, (y, x, c) => function(this[y, x, c]));

    /// <summary>The root of the mean square of the finite values; 0 when there is none.</summary>
    public double Rms()
    {
        var sum = 0.0;
        var count = 0;
        foreach (var value in _values)
        {
            if (!double.IsFinite(value)) continue;
            sum += value * value;
            count++;
        }

        return count == 0 ? 0 : Math.Sqrt(sum / count);
    }
}
