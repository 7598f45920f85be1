using System.Globalization;

namespace NetGen.Onnx.Import;

/// <summary>Pieces of C#.</summary>
internal static class CSharpText
{
    /// <summary>A literal: int, double, bool, string, a member of an enumeration of NetGen, or the class of a block.</summary>
    /// <param name="value">The value.</param>
    /// <param name="className">The network's class, which its blocks are named after.</param>
    public static string Literal(object value, string className) => value switch
    {
        int number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        double number => Number(number),
        string text => Quoted(text),
        Block block => $"typeof({block.ClassName(className)})",
        Enum member => $"{member.GetType().Name}.{member}",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "There is no literal for this."),
    };

    /// <summary>A text in quotes.</summary>
    public static string Quoted(string text) =>
        $"\"{string.Concat(text.Select(c => c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) || char.IsSurrogate(c) || c > 0x7E ? $"\\u{(int)c:X4}" : c.ToString()))}\"";

    // A double literal needs no point where the parameter is one: 6 is as good as 6.0.
    private static string Number(double value)
    {
        if (value == float.MaxValue) return "float.MaxValue";
        if (value == float.MinValue) return "float.MinValue";
        return value.ToString("R", CultureInfo.InvariantCulture);
    }
}
