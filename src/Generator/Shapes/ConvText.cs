using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>The [Conv] that computes what a [Dense] does, as text and for the code fix.</summary>
/// <param name="Text">As the user would write it: <c>[Conv(7, 512, 4096)]</c>.</param>
/// <param name="Fix">The figures, by name.</param>
internal sealed record ConvText(string Text, (string Name, string Value)[] Fix)
{
    public static ConvText For(DenseOperator dense, long kernel, int channels) => For(dense, kernel, kernel, channels);

    public static ConvText For(DenseOperator dense, long kernelHeight, long kernelWidth, int channels)
    {
        var width = kernelWidth == kernelHeight ? "" : $", KernelWidth = {kernelWidth.Text()}";
        return new ConvText(
            $"[Conv({kernelHeight.Text()}, {channels.Text()}, {dense.OutFeatures.Text()}{width})]",
            [
                ("KernelHeight", kernelHeight.Text()), ("KernelWidth", kernelWidth.Text()),
                ("InChannels", channels.Text()), ("OutChannels", dense.OutFeatures.Text()),
            ]);
    }
}
