namespace NetGen.Generator.Graph;

/// <summary>The part of a map that has another's height and width.</summary>
/// <param name="Layer">The name of the other layer.</param>
/// <param name="Top">The first row that is kept; null where it follows from what the two maps see.</param>
/// <param name="Left">The first column that is kept; likewise.</param>
internal sealed record CropLikeOperator(string Layer, int? Top, int? Left) : Operator("CropLike")
{
    public override string Description => $"CropLike {Layer}";

    public static Operator Read(ArgumentReader arguments) => new CropLikeOperator(
        arguments.Text("layer") ?? "",
        arguments.Has("Top") ? arguments.Integer("Top", 0, "the top row", 0) : null,
        arguments.Has("Left") ? arguments.Integer("Left", 0, "the left column", 0) : null);
}
