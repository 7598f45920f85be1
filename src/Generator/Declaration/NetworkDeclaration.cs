namespace NetGen.Generator.Declaration;

/// <summary>
/// A network class as the user wrote it: no symbol, no syntax, no position, so that an edit that changes none of this re-runs nothing.
/// </summary>
internal sealed record NetworkDeclaration
{
    /// <summary>The namespace, keywords escaped; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The types that the class is nested in, outermost first.</summary>
    public required EquatableArray<TypeHeader> ContainingTypes { get; init; }

    public required TypeHeader Type { get; init; }

    public required NetworkOptions Options { get; init; }

    /// <summary>The [Input], the layers and each [Output], in source order.</summary>
    public required EquatableArray<AttributeDeclaration> Attributes { get; init; }

    /// <summary>Names of members that the user declared: generated private members avoid them.</summary>
    public required EquatableArray<string> MemberNames { get; init; }

    /// <summary>What keeps the class from being generated into; independent of the layers.</summary>
    public required EquatableArray<Fault> TypeFaults { get; init; }

    /// <summary>Whether the C# compiler itself could not bind one of the attributes, and says so.</summary>
    public required bool IsMalformed { get; init; }

    /// <summary>The class's name in messages.</summary>
    public string DisplayName => Type.Name.TrimStart('@');

    /// <summary>Namespace and types, dotted: unique in a compilation.</summary>
    public string FullName
    {
        get
        {
            var name = Namespace.Length == 0 ? "" : Namespace + ".";
            foreach (var type in ContainingTypes) name += type.Name + ".";
            return (name + Type.Name).Replace("@", "");
        }
    }
}

/// <summary>How a partial part of a type begins.</summary>
/// <param name="Keyword"><c>class</c>, <c>record</c>, <c>struct</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The name, escaped if it is a keyword.</param>
internal sealed record TypeHeader(string Keyword, string Name);

/// <summary>The properties of [Network], by the names of their enumeration members.</summary>
internal sealed record NetworkOptions(bool Nchw, bool TensorFlow, bool Strict);

/// <summary>An attribute with its arguments; <see cref="Kind"/> is its class name without "Attribute".</summary>
internal sealed record AttributeDeclaration(string Kind, EquatableArray<ArgumentDeclaration> Arguments)
{
    /// <summary>What a [Use] puts in; null for other attributes, and where it states no class.</summary>
    public BlockDeclaration? Block { get; init; }
}

/// <summary>A network class whose layers are put into another.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Attributes">Its [Input] and layers, in source order; none where there is a problem.</param>
/// <param name="Problem">Why it cannot be put in, or null.</param>
internal sealed record BlockDeclaration(string Name, EquatableArray<AttributeDeclaration> Attributes, string? Problem);

/// <summary>A constructor argument, under its parameter's name, or a property that is set.</summary>
/// <param name="Name">The parameter's or property's name; of an array, each element is an argument <c>layers[0]</c>.</param>
/// <param name="Value">A boxed int, double, bool or string; an enumeration's underlying int.</param>
internal sealed record ArgumentDeclaration(string Name, object? Value)
{
    /// <summary>The name of an element of an array.</summary>
    public static string Element(string name, int index) => $"{name}[{index.Text()}]";
}
