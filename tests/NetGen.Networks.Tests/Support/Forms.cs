namespace NetGen.Networks.Tests.Support;

/// <summary>Forward of a network of one size.</summary>
public delegate void FixedForward(ReadOnlySpan<float> input, Span<float> output);

/// <summary>Forward of a network of any size.</summary>
public delegate void AnySizeForward(ReadOnlySpan<float> image, int height, int width, Span<float> maps);

/// <summary>OutputSize, WorkspaceBytes and their kin.</summary>
public delegate T OfSize<out T>(int height, int width);

internal static class Forms
{
    /// <summary>Runs a network of one size.</summary>
    public static float[] Run(FixedForward forward, float[] input, int outputLength)
    {
        var output = Unwritten(outputLength);
        forward(input, output);
        return output;
    }

    /// <summary>Runs a network of any size.</summary>
    public static float[] Run(AnySizeForward forward, OfSize<MapSize> outputSize, float[] image, int height, int width)
    {
        var maps = Unwritten((int)outputSize(height, width).Length);
        forward(image, height, width, maps);
        return maps;
    }

    /// <summary>Values that no network gives, so that one which is not written shows.</summary>
    public static float[] Unwritten(int length)
    {
        var values = new float[length];
        Array.Fill(values, float.NaN);
        return values;
    }
}
