namespace NetGen.Generator.Graph;

/// <summary>The [Input] of a block: what arrives goes on to its layers as it is, if it is what the block is declared for.</summary>
/// <param name="Block">The block's class.</param>
/// <param name="LayerName">The name of the layer that the [Use] is.</param>
/// <param name="Input">The input that it declares.</param>
internal sealed record UseOperator(string Block, string LayerName, TensorShape Input) : Operator("Use")
{
    public override string Description => $"Use {Block}";

    /// <summary>The same for an input of any height and width.</summary>
    public UseOperator ForAnySize() => this with { Input = new TensorShape(Extent.Image, Extent.Image, Input.Channels) };
}
