using System.Collections.Generic;

namespace NetGen.Generator.Emit;

/// <summary>The fields that hold packed weights, and the statements of the constructor that fill them.</summary>
internal sealed class WeightFields(UniqueNames names)
{
    private readonly Dictionary<string, string> _fields = [];

    /// <summary>The type and name of each field.</summary>
    public List<(string Type, string Name)> Declarations { get; } = [];

    /// <summary>The statements that fill the fields, in order.</summary>
    public List<string> Statements { get; } = [];

    /// <summary>The statements that fill fields from others, once all weights are there.</summary>
    public List<string> LastStatements { get; } = [];

    /// <summary>The field of a layer's weights.</summary>
    public string this[string layer, string part = ""] => _fields[layer + " " + part];

    /// <summary>Adds one packed tensor.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="type">The field's type.</param>
    /// <param name="recipe">The call on the loader that makes it: <c>Convolution("conv1", 8, 1, …)</c>.</param>
    public void Add(string layer, string type, string recipe) => Statements.Add($"{Declare(layer, "", type)} = loader.{recipe};");

    /// <summary>Adds two vectors that one recipe makes.</summary>
    public void AddPair(string layer, string first, string second, string type, string recipe) =>
        Statements.Add($"({Declare(layer, first, type)}, {Declare(layer, second, type)}) = loader.{recipe};");

    /// <summary>Adds a vector.</summary>
    public void AddVector(string layer, string part, string tensor, int length, string recipe = "Vector") =>
        Statements.Add($"{Declare(layer, part, "float[]")} = loader.{recipe}({CSharp.Literal(tensor)}, {length.Text()});");

    /// <summary>Adds what is made of weights.</summary>
    public void AddMade(string layer, string part, string type, string expression) => LastStatements.Add($"{Declare(layer, part, type)} = {expression};");

    private string Declare(string layer, string part, string type)
    {
        var name = names.Take(CSharp.FieldName(CSharp.Identifier(layer) + part));
        _fields.Add(layer + " " + part, name);
        Declarations.Add((type, name));
        return name;
    }
}
