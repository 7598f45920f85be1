using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator;

/// <summary>The place that a fault is about, without a position in a file: an edit that moves the text changes nothing.</summary>
/// <param name="Attribute">The index of the attribute in the declaration, <see cref="Class"/> or <see cref="Network"/>.</param>
/// <param name="Argument">The argument's name as a parameter or property, or null for the attribute as a whole.</param>
internal sealed record FaultTarget(int Attribute, string? Argument)
{
    /// <summary>Whether it is about a layer of the block that the attribute, a [Use], puts in: the text of that layer is elsewhere.</summary>
    public bool IsInlined { get; init; }

    /// <summary>An argument of the attribute; within a block, the block as a whole.</summary>
    public FaultTarget At(string? argument) => IsInlined ? this : this with { Argument = argument };

    /// <summary>Stands for the class name.</summary>
    public const int Class = -1;

    /// <summary>Stands for [Network].</summary>
    public const int Network = -2;

    public static FaultTarget ClassName { get; } = new(Class, null);
}

/// <summary>Something to tell the user, as data: no step throws.</summary>
/// <param name="Id">One of <see cref="DiagnosticIds"/>.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Arguments">The figures of the message.</param>
/// <param name="Fix">What a code fix needs, as names and values.</param>
internal sealed record Fault(
    string Id,
    FaultTarget Target,
    EquatableArray<string> Arguments,
    EquatableArray<KeyValuePair<string, string>> Fix)
{
    public static Fault Of(string id, FaultTarget target, params string[] arguments) => new(id, target, new(arguments), default);

    public Fault WithFix(params (string Name, string Value)[] fix) =>
        this with { Fix = fix.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value)).ToEquatableArray() };
}
