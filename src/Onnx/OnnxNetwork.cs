using System.Collections.Immutable;
using NetGen.Generator;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;
using NetGen.Generator.Shapes;

namespace NetGen.Onnx;

/// <summary>
/// A compiled network class, to be written as an ONNX model (operator set 17). The model has one input <c>x</c>, the output <c>y</c> and one more for each
/// <see cref="OutputAttribute"/>, named after its layer; single precision, batch 1, channels × height × width; maps of 1×1 that only dense layers touch are vectors (1, features).
/// </summary>
public sealed class OnnxNetwork
{
    private readonly CheckedNetwork _network;

    private OnnxNetwork(CheckedNetwork network)
    {
        _network = network;
        Tensors = [.. network.Graph!.Nodes.SelectMany(node => node.Shape!.Weights).Select(weight => new TensorSpec(weight.Name, [.. weight.Shape]))];
    }

    /// <summary>Every weight that the model needs, in PyTorch's order.</summary>
    public ImmutableArray<TensorSpec> Tensors { get; }

    /// <summary>The size of the input that the network is declared for; null for a network of any size.</summary>
    public MapSize? Input => _network.Graph!.Input is { IsConstant: true } input ? Sizes.Of(input) : null;

    /// <summary>Reads the declaration of a network class.</summary>
    /// <param name="network">A class with [Network], in an assembly that was loaded from a file.</param>
    /// <exception cref="ArgumentException">The type is no network, or its assembly has no file.</exception>
    /// <exception cref="OnnxExportException">The declaration cannot be read.</exception>
    public static OnnxNetwork Of(Type network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Assembly.Location.Length == 0) throw new ArgumentException($"The assembly of '{network}' was not loaded from a file.", nameof(network));
        return Load(network.Assembly.Location, network.FullName!);
    }

    /// <summary>Reads the declaration of a network class from an assembly, which is not loaded for running.</summary>
    /// <param name="assemblyPath">The assembly's file.</param>
    /// <param name="typeName">The class with its namespace; nested classes with '+'.</param>
    /// <exception cref="ArgumentException">There is no such type, or it is no network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OnnxExportException">The declaration cannot be read.</exception>
    public static OnnxNetwork Load(string assemblyPath, string typeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(assemblyPath);
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        return new OnnxNetwork(NetworkMetadata.Read(assemblyPath, typeName));
    }

    /// <summary>Writes the network as declared: dense layers are Flatten and Gemm.</summary>
    /// <param name="path">The file, which appears whole or not at all; one that is there is replaced.</param>
    /// <param name="weights">The weights, in the order that the class declares (<see cref="NetworkAttribute.Weights"/>).</param>
    /// <exception cref="InvalidOperationException">The network takes any size: <see cref="ExportFullyConvolutional(string, ITensorSource, int, int)"/> needs one.</exception>
    /// <exception cref="OnnxExportException">Layers that ONNX has no counterpart of: all are listed.</exception>
    /// <exception cref="WeightsException">Weights are missing or have another shape: all are listed.</exception>
    public void Export(string path, ITensorSource weights) => ToFile(path, Fixed(), weights);

    /// <inheritdoc cref="Export(string, ITensorSource)"/>
    /// <param name="stream">Receives the model; it is not closed.</param>
    /// <param name="weights">The weights, in the order that the class declares.</param>
    public void Export(Stream stream, ITensorSource weights) => Model(Fixed(), weights).Write(stream);

    /// <summary>Writes the fully convolutional form, dense layers as convolutions, for images of one size.</summary>
    /// <param name="path">The file, which appears whole or not at all; one that is there is replaced.</param>
    /// <param name="weights">The weights, in the order that the class declares (<see cref="NetworkAttribute.Weights"/>).</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <exception cref="ArgumentException">The image is too small for the network, or too large.</exception>
    /// <exception cref="OnnxExportException">Layers that ONNX has no counterpart of: all are listed.</exception>
    /// <exception cref="WeightsException">Weights are missing or have another shape: all are listed.</exception>
    public void ExportFullyConvolutional(string path, ITensorSource weights, int height, int width) => ToFile(path, FullyConvolutional(height, width), weights);

    /// <inheritdoc cref="ExportFullyConvolutional(string, ITensorSource, int, int)"/>
    /// <param name="stream">Receives the model; it is not closed.</param>
    /// <param name="weights">The weights, in the order that the class declares.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    public void ExportFullyConvolutional(Stream stream, ITensorSource weights, int height, int width) =>
        Model(FullyConvolutional(height, width), weights).Write(stream);

    /// <summary>The size of the fully convolutional form's output.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <exception cref="ArgumentException">The image is too small for the network, or too large.</exception>
    public MapSize OutputSize(int height, int width) => Sizes.Of(FullyConvolutional(height, width).OutputShape);

    /// <summary>Multiply-adds of the fully convolutional form's convolutions.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <exception cref="ArgumentException">The image is too small for the network, or too large.</exception>
    public long MultiplyAdds(int height, int width) => Costs.Total(FullyConvolutional(height, width));

    private NetworkGraph Fixed() => _network.Graph!.Input.IsConstant
        ? _network.Graph
        : throw new InvalidOperationException($"'{_network.Declaration.FullName}' takes images of any size: state one, and export its fully convolutional form.");

    private NetworkGraph FullyConvolutional(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var declared = _network.Graph!;
        var convolutional = DenseToConvolution.Run(declared, Emission.AnySize);
        var input = new TensorShape(Extent.Constant(height), Extent.Constant(width), declared.Input.Channels);
        var faults = new List<Fault>();
        var graph = ShapeInference.RunFor(convolutional, input.Height, input.Width, faults);
        var messages = NetworkMetadata.Messages(faults).ToArray();
        if (input.Length > int.MaxValue || messages.Length > 0)
            throw new ArgumentException($"'{_network.Declaration.FullName}' cannot run on {input}. {string.Join(" ", messages)}");

        // A dense layer's tensor stays what the weights file holds.
        return graph with { Nodes = graph.Nodes.Zip(declared.Nodes, (node, before) => node with { Shape = node.Shape! with { Weights = before.Shape!.Weights } }).ToEquatableArray() };
    }

    private OnnxModel Model(NetworkGraph graph, ITensorSource weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var declaration = _network.Declaration;
        return GraphWriter.Write(declaration.FullName, graph, new WeightReader(weights, Tensors, declaration.Options.TensorFlow ? WeightOrder.TensorFlow : WeightOrder.PyTorch));
    }

    private void ToFile(string path, NetworkGraph graph, ITensorSource weights)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var model = Model(graph, weights);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write)) model.Write(file);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
