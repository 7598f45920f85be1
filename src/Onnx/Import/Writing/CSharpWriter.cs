using System.Text;

namespace NetGen.Onnx.Import;

/// <summary>Writes a network as the C# that its author would have written.</summary>
internal static class CSharpWriter
{
    private const int LineLength = 140;

    /// <summary>A file with one partial class.</summary>
    /// <param name="network">The network.</param>
    /// <param name="className">The class's name.</param>
    /// <param name="space">The namespace; null for none.</param>
    public static string Write(ImportedNetwork network, string className, string? space)
    {
        var text = new StringBuilder();
        text.Append("using NetGen;\n\n");
        if (space is not null) text.Append($"namespace {space};\n\n");
        text.Append("/// <summary>\n");
        foreach (var line in Description(network)) text.Append($"/// {line}\n");
        text.Append("/// </summary>\n");
        text.Append(network.Span == Layout.Nchw ? "[Network(Layout = Layout.Nchw)]\n" : "[Network]\n");
        text.Append($"[Input({network.InputSize.Height}, {network.InputSize.Width}, {network.InputSize.Channels})]\n");
        foreach (var line in Lines(WrittenAttribute.Of(network), className)) text.Append($"[{line}]\n");
        text.Append($"public sealed partial class {className};\n");
        foreach (var block in network.Items.OfType<UseItem>().Select(use => use.Block).Distinct().OrderBy(block => block.Number)) Write(text, network, block, className);
        return text.ToString();
    }

    private static void Write(StringBuilder text, ImportedNetwork network, Block block, string className)
    {
        var uses = network.Items.OfType<UseItem>().Where(use => use.Block == block).Select(use => Xml(use.Name));
        text.Append($"\n/// <summary>What {string.Join(", ", uses)} of <see cref=\"{className}\"/> have in common.</summary>\n");
        text.Append(block.IsAnySize ? $"[Network, Input({block.Input.Channels})]\n" : $"[Network, Input({block.Input.Height}, {block.Input.Width}, {block.Input.Channels})]\n");
        foreach (var line in Lines(WrittenAttribute.Of(block), className)) text.Append($"[{line}]\n");
        text.Append($"public sealed partial class {block.ClassName(className)};\n");
    }

    private static IEnumerable<string> Description(ImportedNetwork network)
    {
        yield return $"Imported from {Xml(Path.GetFileName(network.Source))}: {Xml(network.InputName)} ({string.Join(", ", network.InputDimensions)})"
            + $" → {string.Join(", ", network.Outputs.Select(output => $"{Xml(output.Name)} ({string.Join(", ", output.Dimensions)})"))}."
            + (network.Batch > 1 ? $" Each of the {network.Batch} examples is a call." : "");
        if (network.Returned.Length == 1) yield break;
        foreach (var output in network.Outputs)
        {
            var numbers = output.Parts.Select(part => part + 1).ToArray();
            yield return numbers.Length == 1
                ? $"{Xml(output.Name)} is output {numbers[0]}."
                : $"{Xml(output.Name)} is outputs {string.Join(", ", numbers)}, one after the other.";
        }
    }

    /// <summary>The layers; what follows a layer with weights stands on its line.</summary>
    private static IEnumerable<string> Lines(IEnumerable<WrittenAttribute> attributes, string className)
    {
        var line = new StringBuilder();
        foreach (var attribute in attributes)
        {
            var written = attribute.Text(className);
            var starts = attribute.StartsLine || line.Length == 0 || line.Length + written.Length + 4 > LineLength;
            if (starts && line.Length > 0)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : ", ").Append(written);
        }

        if (line.Length > 0) yield return line.ToString();
    }

    private static string Xml(string text) =>
        string.Concat(text.Select(c => c switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", _ => char.IsControl(c) || char.IsSurrogate(c) ? "?" : c.ToString() }));
}
