namespace NetGen.Reference;

internal static class Check
{
    public static void Length(string what, int expected, int actual)
    {
        if (actual != expected) throw new ArgumentException($"{what}: expected {expected} values, got {actual}.");
    }

    public static void Bias(double[]? bias, int expected)
    {
        if (bias is not null) Length("bias", expected, bias.Length);
    }

    public static void Divides(string what, int divisor, int value)
    {
        if (divisor < 1 || value % divisor != 0) throw new ArgumentException($"{what}: {divisor} does not divide {value}.");
    }
}
