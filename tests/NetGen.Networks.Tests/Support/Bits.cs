namespace NetGen.Networks.Tests.Support;

internal static class Bits
{
    /// <summary>Fails unless all values are the same bits, and numbers.</summary>
    public static void Equal(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            if (!Same(expected[i], actual[i]))
                Assert.Fail($"{what} element {i} of {expected.Length}: {actual[i]:R} instead of {expected[i]:R}.");
    }

    /// <summary>Whether two values are the same number, to the bit.</summary>
    public static bool Same(float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) && !float.IsNaN(a);
}
