using Google.Protobuf;
using NetGen.Networks.Tests.Support;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Tests;

/// <summary>Networks written and read back.</summary>
internal static class Exported
{
    public static ModelProto Fixed(Type network, ITensorSource? weights = null) => Read(stream => OnnxNetwork.Of(network).Export(stream, weights ?? InOrder(network, Weights(network))));

    public static ModelProto FullyConvolutional(Type network, int height, int width) =>
        Read(stream => OnnxNetwork.Of(network).ExportFullyConvolutional(stream, InOrder(network, Weights(network)), height, width));

    public static RandomTensors Weights(Type network) => new(OnnxNetwork.Of(network).Tensors.AsSpan());

    /// <summary>The weights in the order that the network declares.</summary>
    public static ITensorSource InOrder(Type network, RandomTensors weights)
    {
        var attribute = (NetworkAttribute)Attribute.GetCustomAttribute(network, typeof(NetworkAttribute))!;
        return attribute.Weights == WeightOrder.TensorFlow ? new TensorFlowOrder(weights) : weights;
    }

    public static long[] Shape(ValueInfoProto value) => [.. value.Type.TensorType.Shape.Dim.Select(dimension => dimension.DimValue)];

    private static ModelProto Read(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return ModelProto.Parser.ParseFrom(stream.ToArray());
    }
}
