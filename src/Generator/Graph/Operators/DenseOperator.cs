namespace NetGen.Generator.Graph;

/// <summary>A fully connected layer.</summary>
/// <param name="InFeatures">Features of the input, where they are stated.</param>
/// <param name="OutFeatures">Features of the output.</param>
/// <param name="Bias">Whether it has a bias.</param>
internal sealed record DenseOperator(int? InFeatures, int OutFeatures, bool Bias) : Operator("Dense")
{
    public static Operator Read(ArgumentReader arguments) => new DenseOperator(
        arguments.Stated("inFeatures", "the number of input features"),
        arguments.Integer("outFeatures", 1, "the number of output features", 1),
        arguments.Flag("Bias", true));
}
