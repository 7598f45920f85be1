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
        foreach (var line in Lines(network)) text.Append($"[{line}]\n");
        text.Append($"public sealed partial class {className};\n");
        return text.ToString();
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
    private static IEnumerable<string> Lines(ImportedNetwork network)
    {
        var line = new StringBuilder();
        foreach (var attribute in WrittenAttribute.Of(network))
        {
            var starts = attribute.StartsLine || line.Length == 0 || line.Length + attribute.Text.Length + 4 > LineLength;
            if (starts && line.Length > 0)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : ", ").Append(attribute.Text);
        }

        if (line.Length > 0) yield return line.ToString();
    }

    private static string Xml(string text) =>
        string.Concat(text.Select(c => c switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", _ => char.IsControl(c) || char.IsSurrogate(c) ? "?" : c.ToString() }));
}
