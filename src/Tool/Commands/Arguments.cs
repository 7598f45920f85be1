using System.CommandLine;
using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Tool.Commands;

/// <summary>Arguments that several commands have.</summary>
internal static class Arguments
{
    public static Argument<string> Model => new("model") { Description = "An ONNX model.", HelpName = "model.onnx" };

    public static Option<long[]?> InputShape => new("--input-shape")
    {
        Description = "The input's dimensions, where the model leaves some open: 1,3,224,224.",
        HelpName = "dimensions",
        CustomParser = result =>
        {
            var texts = result.Tokens[0].Value.Split(',');
            var numbers = new long[texts.Length];
            for (var i = 0; i < texts.Length; i++)
            {
                if (long.TryParse(texts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) && numbers[i] is > 0 and <= int.MaxValue) continue;
                result.AddError($"--input-shape takes dimensions like 1,3,224,224, not '{result.Tokens[0].Value}'.");
                return null;
            }

            return numbers;
        },
    };

    /// <summary>The dimensions stated; null where there are none.</summary>
    public static long[]? Stated(ParseResult parsed, Option<long[]?> shape) => parsed.GetValue(shape) is { Length: > 0 } dimensions ? dimensions : null;

    public static Option<string?> Class(string description) => new("--class") { Description = description, HelpName = "name" };

    /// <summary>A name that C# takes, or an error.</summary>
    public static void RequireIdentifier(Option<string?> option, bool dotted) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count != 1) return;
        var text = result.Tokens[0].Value;
        var parts = dotted ? text.Split('.') : [text];
        if (parts.Any(part => !SyntaxFacts.IsValidIdentifier(part) || SyntaxFacts.GetKeywordKind(part) != SyntaxKind.None))
            result.AddError($"{option.Name} must be a name in C#, but is '{text}'.");
    });

    /// <summary>A class's name from that of a file: <c>mnist-8.onnx</c> → <c>Mnist8</c>.</summary>
    public static string ClassName(string path)
    {
        var words = new string([.. Path.GetFileNameWithoutExtension(path).Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length == 0 ? "Model" : char.IsAsciiDigit(name[0]) ? $"Model{name}" : name;
    }
}
