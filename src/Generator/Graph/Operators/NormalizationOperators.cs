namespace NetGen.Generator.Graph;

/// <summary>Batch normalisation with running statistics.</summary>
internal sealed record BatchNormOperator(double Epsilon, bool Affine) : Operator("BatchNorm")
{
    public static Operator Read(ArgumentReader arguments) => new BatchNormOperator(
        arguments.Positive("Epsilon", "epsilon", 1e-5),
        arguments.Flag("Affine", true));
}

/// <summary>
/// Normalisation with the image's own statistics, of each channel (<c>InstanceNorm</c>) or each group of channels (<c>GroupNorm</c>).
/// </summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Groups">The groups; null for one a channel.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Affine">Whether factors and addends exist.</param>
internal sealed record GroupNormOperator(string Kind, int? Groups, double Epsilon, bool Affine) : Operator(Kind)
{
    public static Operator Read(ArgumentReader arguments) => new GroupNormOperator(
        arguments.Kind,
        arguments.Stated("groups", "the number of groups"),
        arguments.Positive("Epsilon", "epsilon", 1e-5),
        arguments.Flag("Affine", true));
}

/// <summary>Local response normalisation across channels.</summary>
internal sealed record LocalResponseNormOperator(int Size, double Alpha, double Beta, double K) : Operator("LocalResponseNorm")
{
    public static Operator Read(ArgumentReader arguments)
    {
        var size = arguments.Integer("size", 1, "the size", 1);
        if (size % 2 == 0) arguments.OutOfRange("size", $"the size is {size.Text()}, but must be odd, so that the sum is centred");
        var alpha = arguments.Number("Alpha", "alpha", 1e-4);
        if (alpha < 0) arguments.OutOfRange("Alpha", $"alpha is {alpha.Text()}, but must be at least 0");
        return new LocalResponseNormOperator(size, alpha, arguments.Number("Beta", "beta", 0.75), arguments.Positive("K", "K", 1));
    }
}
