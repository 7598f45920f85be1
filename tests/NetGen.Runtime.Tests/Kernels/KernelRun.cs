using System.Runtime.InteropServices;
using NetGen.Reference;
using NetGen.Tests;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>A kernel with everything but its input and output filled in.</summary>
internal delegate void Kernel(ReadOnlySpan<float> x, Span<float> y);

/// <summary>
/// Runs kernels on spans that end, and then on spans that begin, at a page that nobody may touch; fails if anything but the output was written, or if the bits
/// depend on where the spans lie.
/// </summary>
internal static class KernelRun
{
    private static readonly Edge[] Edges = [Edge.End, Edge.Start];

    /// <summary>The output of a kernel that reads one span and writes another.</summary>
    public static float[] Output(ReadOnlySpan<float> x, int outputLength, Kernel kernel)
    {
        var first = default(float[]);
        foreach (var edge in Edges)
        {
            using var input = new GuardedFloats(x, edge);
            using var output = new GuardedFloats(outputLength, edge);
            kernel(input.Span, output.Span);
            AssertBits(input.Span, x, "the input");
            if (first is null) first = output.Span.ToArray();
            else AssertBits(output.Span, first, "the output at another place");
        }

        return first!;
    }

    /// <summary>The output of a kernel that writes where it reads.</summary>
    public static float[] InPlace(ReadOnlySpan<float> x, Kernel kernel)
    {
        var first = default(float[]);
        foreach (var edge in Edges)
        {
            using var buffer = new GuardedFloats(x, edge);
            kernel(buffer.Span, buffer.Span);
            if (first is null) first = buffer.Span.ToArray();
            else AssertBits(buffer.Span, first, "the output at another place");
        }

        return first!;
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
        if (MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(expected))) return;
        for (var i = 0; i < expected.Length; i++)
        {
            var same = BitConverter.SingleToInt32Bits(actual[i]) == BitConverter.SingleToInt32Bits(expected[i]);
            if (!same && !(float.IsNaN(actual[i]) && float.IsNaN(expected[i])))
            {
                Assert.Fail($"Element {i} of {expected.Length} of {what} is {actual[i]:R}, not {expected[i]:R}.");
            }
        }
    }
}
