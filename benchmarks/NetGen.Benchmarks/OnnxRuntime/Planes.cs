namespace NetGen.OnnxRuntime;

/// <summary>The layout that ONNX Runtime works in, channels × height × width, and how far its outputs are from NetGen's, which works in height × width × channels.</summary>
internal static class Planes
{
    /// <summary>Pixel by pixel → plane by plane.</summary>
    public static float[] Of(ReadOnlySpan<float> pixels, int channels)
    {
        var planes = new float[pixels.Length];
        var count = pixels.Length / channels;
        for (var pixel = 0; pixel < count; pixel++)
            for (var channel = 0; channel < channels; channel++) planes[(channel * count) + pixel] = pixels[(pixel * channels) + channel];
        return planes;
    }

    /// <summary>The largest difference over the root mean square of what is expected.</summary>
    /// <exception cref="InvalidOperationException">There are more or fewer values than are expected.</exception>
    public static double Error(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        if (actual.Length != expected.Length) throw new InvalidOperationException($"{expected.Length} outputs are expected, {actual.Length} given.");
        double squares = 0, worst = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            squares += (double)expected[i] * expected[i];
            worst = Math.Max(worst, Math.Abs((double)expected[i] - actual[i]));
        }

        return worst / Math.Sqrt(squares / expected.Length);
    }
}
