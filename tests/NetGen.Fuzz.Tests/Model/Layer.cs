using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Fuzz.Tests;

/// <summary>An argument of an attribute.</summary>
/// <param name="Name">The parameter or property.</param>
/// <param name="Value">An integer, number, truth value, string, strings or member of an enumeration.</param>
/// <param name="IsNamed">Whether it sets a property.</param>
public sealed record Argument(string Name, object? Value, bool IsNamed)
{
    /// <inheritdoc/>
    public override string ToString() => IsNamed ? $"{Name} = {Literal(Value)}" : Literal(Value);

    private static string Literal(object? value) => value switch
    {
        null => "null!",
        bool flag => flag ? "true" : "false",
        int integer => integer.ToString(CultureInfo.InvariantCulture),
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        Block block => $"typeof({block.Name})",
        string[] texts => string.Join(", ", texts.Select(Literal)),
        Enum member => $"(global::NetGen.{member.GetType().Name})({Convert.ToInt32(member, CultureInfo.InvariantCulture)})",
        _ => throw new ArgumentException($"{value.GetType()} cannot be an argument."),
    };
}

/// <summary>A network class that another puts in.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Attributes">[Input], the layers and each [Output], in source order.</param>
public sealed record Block(string Name, ImmutableArray<Layer> Attributes)
{
    /// <summary>The declaration of the class.</summary>
    public string Source => $"[global::NetGen.Network]\n{string.Join("\n", Attributes)}\npublic sealed partial class {Name};\n";
}

/// <summary>An attribute: a layer, [Input] or [Network].</summary>
/// <param name="Kind">Its name without "Attribute".</param>
/// <param name="Arguments">Its arguments, those of the constructor first.</param>
public sealed record Layer(string Kind, ImmutableArray<Argument> Arguments)
{
    /// <summary>An attribute with arguments of its constructor.</summary>
    public static Layer Of(string kind, params (string Name, object Value)[] positional) =>
        new(kind, [.. positional.Select(pair => new Argument(pair.Name, pair.Value, IsNamed: false))]);

    /// <summary>The same with a property set.</summary>
    public Layer With(string name, object? value) =>
        this with { Arguments = Arguments.RemoveAll(argument => argument.IsNamed && argument.Name == name).Add(new Argument(name, value, IsNamed: true)) };

    /// <summary>Whether the argument is stated.</summary>
    public bool Has(string name) => Arguments.Any(argument => argument.Name == name);

    /// <summary>The argument's value, or another where it is not stated.</summary>
    public T Get<T>(string name, T otherwise) => Arguments.FirstOrDefault(argument => argument.Name == name) is { Value: T value } ? value : otherwise;

    /// <inheritdoc/>
    public override string ToString() => $"[global::NetGen.{Kind}({string.Join(", ", Arguments)})]";
}
