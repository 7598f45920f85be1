using NetGen.Onnx.Import;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests;

/// <summary>Networks of several tests, compiled together when the first one is asked for: most of a compilation's cost does not depend on its size.</summary>
/// <param name="names">What the tests call them.</param>
/// <param name="import">Imports one, and gives the input that it runs on.</param>
internal sealed class CompiledBatch(IEnumerable<string> names, Func<string, (ImportedNetwork Network, ConstantTensor Input)> import)
{
    private readonly Lazy<Dictionary<string, Entry>> _items = new(() =>
    {
        var items = names.ToDictionary(name => name, name => Import(name, import));
        Entry[] sound = [.. items.Values.Where(item => item.Fault is null)];
        var compiled = CompiledNetwork.CompileAll([.. sound.Select(item => item.Network!)], CancellationToken.None);
        for (var i = 0; i < sound.Length; i++) sound[i].Compiled = compiled[i];
        return items;
    });

    /// <summary>A network of the batch. What its import threw is thrown here.</summary>
    public (ImportedNetwork Network, ConstantTensor Input, CompiledNetwork Compiled) this[string name] =>
        _items.Value[name] is { Fault: null } item ? (item.Network!, item.Input!, item.Compiled!) : throw _items.Value[name].Fault!;

    private static Entry Import(string name, Func<string, (ImportedNetwork, ConstantTensor)> import)
    {
        try
        {
            var (network, input) = import(name);
            NetworkDeclarations.Check(network, "Network");
            return new Entry { Network = network, Input = input };
        }
        catch (Exception e)
        {
            // Told to the test of this network.
            return new Entry { Fault = e };
        }
    }

    private sealed class Entry
    {
        public ImportedNetwork? Network { get; init; }

        public ConstantTensor? Input { get; init; }

        public Exception? Fault { get; init; }

        public CompiledNetwork? Compiled { get; set; }
    }
}
