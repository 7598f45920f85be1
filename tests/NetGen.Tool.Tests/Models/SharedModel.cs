using System.Collections.Concurrent;
using System.Collections.Immutable;
using NetGen.Onnx.Import;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests.Models;

/// <summary>A model from shared/data, imported, compiled and ready to run: once for all tests.</summary>
internal sealed class SharedModel
{
    private static readonly ConcurrentDictionary<string, Lazy<SharedModel>> All = new();

    private readonly CompiledNetwork _compiled;

    private SharedModel(string path)
    {
        Network = OnnxImport.Run(ModelReader.Read(SharedData.Find(path)!));
        NetworkDeclarations.Check(Network, "Network");
        _compiled = CompiledNetwork.Compile(Network, CancellationToken.None);
    }

    public static SharedModel Of(string path) => All.GetOrAdd(path, key => new Lazy<SharedModel>(() => new SharedModel(key))).Value;

    public ImportedNetwork Network { get; }

    public ImmutableArray<ConstantTensor> Run(float[] values) =>
        ModelRun.Run(Network, _compiled, ConstantTensor.Of("input", [.. Network.InputDimensions], values));
}
