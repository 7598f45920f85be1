using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>A kernel with everything but its input and output filled in.</summary>
internal delegate void Kernel(ReadOnlySpan<float> x, Span<float> y);

/// <summary>Runs kernels on spans inside of larger buffers, and fails if anything but the output was written.</summary>
internal static class KernelRun
{
    private const int Guard = 64;
    private static readonly float Sentinel = BitConverter.Int32BitsToSingle(0x7fc12345);

    /// <summary>The output of a kernel that reads one span and writes another.</summary>
    public static float[] Output(ReadOnlySpan<float> x, int outputLength, Kernel kernel)
    {
        var input = Surrounded(x);
        var output = Surrounded(new float[outputLength]);
        output.AsSpan().Fill(Sentinel);
        kernel(input.AsSpan(Guard, x.Length), output.AsSpan(Guard, outputLength));
        AssertBits(input.AsSpan(Guard, x.Length), x, "the input");
        AssertSurroundings(input);
        AssertSurroundings(output);
        return output.AsSpan(Guard, outputLength).ToArray();
    }

    /// <summary>The output of a kernel that writes where it reads.</summary>
    public static float[] InPlace(ReadOnlySpan<float> x, Kernel kernel)
    {
        var buffer = Surrounded(x);
        kernel(buffer.AsSpan(Guard, x.Length), buffer.AsSpan(Guard, x.Length));
        AssertSurroundings(buffer);
        return buffer.AsSpan(Guard, x.Length).ToArray();
    }

    /// <summary>Fails unless a kernel's output is close to the expected map; says for which case.</summary>
    public static void AssertClose(Map x, Map expected, double tolerance, object description, Kernel kernel) =>
        AssertClose(Output(x.ToNhwc(), expected.Length, kernel), expected, tolerance, description);

    /// <inheritdoc cref="AssertClose(Map, Map, double, object, Kernel)"/>
    public static void AssertClose(float[] actual, Map expected, double tolerance, object description)
    {
        try
        {
            Comparison.Close(actual, expected, tolerance);
        }
        catch (ComparisonException exception)
        {
            Assert.Fail($"{description}: {exception.Message}");
        }
    }

    /// <summary>Fails unless all bits are equal; any NaN equals any other.</summary>
    public static void AssertBits(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var same = BitConverter.SingleToInt32Bits(actual[i]) == BitConverter.SingleToInt32Bits(expected[i]);
            if (!same && !(float.IsNaN(actual[i]) && float.IsNaN(expected[i])))
            {
                Assert.Fail($"Element {i} of {expected.Length} of {what} is {actual[i]:R}, not {expected[i]:R}.");
            }
        }
    }

    private static float[] Surrounded(ReadOnlySpan<float> values)
    {
        var buffer = new float[values.Length + 2 * Guard];
        buffer.AsSpan().Fill(Sentinel);
        values.CopyTo(buffer.AsSpan(Guard));
        return buffer;
    }

    private static void AssertSurroundings(float[] buffer)
    {
        AssertSentinels(buffer.AsSpan(0, Guard), "before");
        AssertSentinels(buffer.AsSpan(buffer.Length - Guard), "after");
    }

    private static void AssertSentinels(ReadOnlySpan<float> zone, string where)
    {
        foreach (var value in zone)
        {
            if (BitConverter.SingleToInt32Bits(value) != BitConverter.SingleToInt32Bits(Sentinel))
            {
                Assert.Fail($"{value:R} was written {where} a span.");
            }
        }
    }
}
