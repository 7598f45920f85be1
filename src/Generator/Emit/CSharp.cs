using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Emit;

/// <summary>Pieces of C# text.</summary>
internal static class CSharp
{
    public const string Span = "global::System.Span<float>";
    public const string ReadOnlySpan = "global::System.ReadOnlySpan<float>";
    public const string MapSize = "global::NetGen.MapSize";

    /// <summary>The alias of the runtime's namespace of kernels. With <c>::</c>, no type of the user's can hide it.</summary>
    public const string Kernels = "NetGenKernels::";

    /// <summary>The alias of the namespace of vectors.</summary>
    public const string Simd = "NetGenSimd::";

    /// <summary>The alias of the namespace of <c>Unsafe</c>.</summary>
    public const string Compiler = "NetGenCompiler::";

    public const string Vector = Simd + "Vector256<float>";

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Literal(bool value) => value ? "true" : "false";

    public static string Literal(double value) => value.Text() + "d";

    public static string FloatLiteral(double value) => value.Text() + "f";

    /// <summary>Text as it may stand in an XML documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A layer's name in Pascal case, with only what an identifier may hold: <c>features.0</c> → <c>Features0</c>.</summary>
    public static string Identifier(string name)
    {
        var identifier = new StringBuilder();
        var upper = true;
        foreach (var c in name)
        {
            if (SyntaxFacts.IsIdentifierPartCharacter(c) && c != '_' && !char.IsSurrogate(c))
            {
                identifier.Append(upper ? char.ToUpperInvariant(c) : c);
                upper = false;
            }
            else
            {
                upper = true;
            }
        }

        if (identifier.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(identifier[0])) identifier.Insert(0, "Layer");
        return identifier.ToString();
    }

    /// <summary>The identifier with a small first letter: a field's.</summary>
    public static string FieldName(string identifier) => "_" + char.ToLowerInvariant(identifier[0]) + identifier.Substring(1);

    public static string Arguments(params string?[] arguments) => string.Join(", ", arguments.Where(argument => argument is not null));

    /// <summary>A place so many floats from a reference.</summary>
    public static string At(string reference, string distance) => distance == "0" ? reference : $"{Compiler}Unsafe.Add(ref {reference}, {distance})";

    /// <summary>A product, without a factor of 1.</summary>
    public static string Product(string expression, int factor) => factor == 1 ? expression : $"{expression} * {factor.Text()}";

    /// <summary>The vector so many floats from a reference.</summary>
    public static string LoadVector(string reference, int distance) =>
        $"{Simd}Vector256.LoadUnsafe(ref {reference}{(distance == 0 ? "" : $", {distance.Text()}")})";

    /// <summary>The value so many floats from a reference, in all lanes.</summary>
    public static string Broadcast(string reference, int distance) => $"{Simd}Vector256.Create({At(reference, distance.Text())})";

    /// <summary>a·b + c.</summary>
    public static string MultiplyAdd(string a, string b, string c) => $"{Simd}Vector256.MultiplyAddEstimate({a}, {b}, {c})";
}
