using System.Text;

namespace NetGen;

/// <summary>Names out of files, as they may appear in a message: a file can hold any.</summary>
internal static class Names
{
    private const int Longest = 160;
    private const int MostAxes = 16;

    /// <summary>The name in quotes, cut when it is very long, with what could not be printed in hexadecimal.</summary>
    public static string Quote(string name)
    {
        var text = new StringBuilder("'");
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, Longest)))
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || char.IsSeparator(c) && c != ' ') text.Append($"\\u{(int)c:x4}");
            else text.Append(c);
        }
        return text.Append(name.Length > Longest ? "…'" : "'").ToString();
    }

    /// <summary>The shape as in <c>(8, 1, 5, 5)</c>, cut when it has very many axes.</summary>
    public static string Shape(IReadOnlyCollection<int> shape) =>
        $"({string.Join(", ", shape.Take(MostAxes))}{(shape.Count > MostAxes ? ", …" : "")})";
}
