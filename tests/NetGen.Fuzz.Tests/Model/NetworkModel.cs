using System.Collections.Immutable;

namespace NetGen.Fuzz.Tests;

/// <summary>How the class is declared.</summary>
public enum ClassForm
{
    /// <summary>A sealed partial class in a namespace.</summary>
    Plain,

    /// <summary>A partial record.</summary>
    Record,

    /// <summary>A partial class within another.</summary>
    Nested,

    /// <summary>Not partial: NG0001.</summary>
    NotPartial,

    /// <summary>Static: NG0007.</summary>
    Static,

    /// <summary>Generic: NG0007.</summary>
    Generic,

    /// <summary>With a member that is generated: NG0007.</summary>
    WithMember,
}

/// <summary>A network as it may be declared, right or wrong.</summary>
/// <param name="Header">[Network].</param>
/// <param name="Attributes">[Input] and the layers, in source order.</param>
public sealed record NetworkModel(Layer Header, ImmutableArray<Layer> Attributes)
{
    /// <summary>The class.</summary>
    public ClassForm Form { get; init; }

    /// <summary>Whether something in it was put in without regard to the rules, so that it may have to be rejected.</summary>
    public bool IsWild { get; init; }

    /// <summary>The layers.</summary>
    public ImmutableArray<Layer> Layers => Attributes.RemoveAll(attribute => attribute.Kind is "Input" or "Output");

    /// <summary>Whether a layer reads another than the one before it, or several, or is an output beside the last.</summary>
    public bool HasBranches => Attributes.Any(attribute => attribute.Kind is "Output" or "Add" or "Multiply" or "Concat" or "CropLike" or "Use" || attribute.Has("From"));

    /// <summary>The first [Input].</summary>
    public Layer Input => Attributes.First(attribute => attribute.Kind == "Input");

    /// <summary>Whether the input has one size.</summary>
    public bool IsFixed => Input.Has("height");

    /// <summary>Whether spans hold channels, rows, columns.</summary>
    public bool IsNchw => Header.Get("Layout", Layout.Nhwc) == Layout.Nchw;

    /// <summary>Whether the weights are in TensorFlow's order.</summary>
    public bool IsTensorFlow => Header.Get("Weights", WeightOrder.PyTorch) == WeightOrder.TensorFlow;

    /// <summary>The class's name with that of its outer class.</summary>
    public string TypeName => Form == ClassForm.Nested ? "Outer+Net" : "Net";

    /// <summary>The names of the layers: those stated, otherwise the kind and its ordinal.</summary>
    public ImmutableArray<string> LayerNames() => LayerNames(Layers);

    /// <summary>The names of the layers of a network or block.</summary>
    public static ImmutableArray<string> LayerNames(ImmutableArray<Layer> layers)
    {
        var ordinals = new Dictionary<string, int>();
        return [.. layers.Select(layer =>
        {
            ordinals[layer.Kind] = ordinals.GetValueOrDefault(layer.Kind) + 1;
            return layer.Get<string?>("Name", null) ?? layer.Kind.ToLowerInvariant() + ordinals[layer.Kind];
        })];
    }

    /// <summary>The C# source of the declaration, in a namespace of its own.</summary>
    public string Source(string space)
    {
        var attributes = string.Join("\n", Attributes.Prepend(Header));
        var blocks = string.Concat(Attributes.SelectMany(attribute => attribute.Arguments).Select(argument => argument.Value).OfType<Block>().Select(block => block.Source));
        return $"namespace {space};\n{blocks}" + Form switch
        {
            ClassForm.Plain => $"{attributes}\npublic sealed partial class Net;\n",
            ClassForm.Record => $"{attributes}\npublic sealed partial record Net;\n",
            ClassForm.Nested => $"public partial class Outer\n{{\n{attributes}\npublic partial class Net {{ }}\n}}\n",
            ClassForm.NotPartial => $"{attributes}\npublic class Net;\n",
            ClassForm.Static => $"{attributes}\npublic static partial class Net;\n",
            ClassForm.Generic => $"{attributes}\npublic partial class Net<T>;\n",
            _ => $"{attributes}\npublic partial class Net {{ public int Forward() => 0; }}\n",
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Source("Failing");
}
