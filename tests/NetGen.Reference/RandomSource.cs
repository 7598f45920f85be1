namespace NetGen.Reference;

/// <summary>
/// Reproducible inputs and weights (SplitMix64). Every value is exact in single precision, so that what is tested sees the same.
/// </summary>
/// <param name="seed">Equal seeds give equal values.</param>
public sealed class RandomSource(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A value of [low, high), rounded to single precision.</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The limit.</param>
    public double Next(double low = -1, double high = 1) => (float)(low + (high - low) * (NextBits() >> 11) / (1UL << 53));

    /// <summary>An integer of [low, high].</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The largest value.</param>
    public int NextInt(int low, int high) => low + (int)(NextBits() % (ulong)(high - low + 1));

    /// <summary>Values of [low, high).</summary>
    /// <param name="count">How many.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The limit.</param>
    public double[] NextValues(int count, double low = -1, double high = 1)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = Next(low, high);
        return values;
    }

    /// <summary>A map of values of [low, high).</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The limit.</param>
    public Map NextMap(int height, int width, int channels, double low = -1, double high = 1) =>
        Map.Build(height, width, channels, (_, _, _) => Next(low, high));

    /// <summary>The values in single precision.</summary>
    /// <param name="values">Values of this source, which lose nothing.</param>
    public static float[] ToSingle(double[] values) => Array.ConvertAll(values, value => (float)value);

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var bits = _state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
