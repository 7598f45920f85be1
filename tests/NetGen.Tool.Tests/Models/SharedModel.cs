using System.Collections.Immutable;
using NetGen.Tests;
using NetGen.Onnx.Import;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests.Models;

/// <summary>A model from shared/data, imported, compiled and ready to run.</summary>
internal sealed class SharedModel : IDisposable
{
    private readonly CompiledNetwork _compiled;

    public SharedModel(string path)
    {
        Network = OnnxImport.Run(ModelReader.Read(SharedData.Find(path)!));
        NetworkDeclarations.Check(Network, "Network");
        _compiled = CompiledNetwork.Compile(Network, CancellationToken.None);
    }

    public ImportedNetwork Network { get; }

    public ImmutableArray<ConstantTensor> Run(float[] values) =>
        ModelRun.Run(Network, _compiled, ConstantTensor.Of("input", [.. Network.InputDimensions], values));

    public void Dispose() => _compiled.Dispose();
}
