using System.Collections.Immutable;
using Google.Protobuf;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx;

/// <summary>A weight of a model: its values are read when the model is written.</summary>
/// <param name="Name">The tensor's name in the source, and in the model.</param>
/// <param name="Dimensions">Its shape in the model.</param>
/// <param name="Order">The shape that <see cref="WeightReader"/> puts its axes in; it differs where a dense layer's features are (channel, row, column).</param>
internal sealed record ModelWeight(string Name, ImmutableArray<long> Dimensions, ImmutableArray<long> Order)
{
    public long ByteLength => Dimensions.Aggregate((long)sizeof(float), (product, extent) => product * extent);
}

/// <summary>A model that holds no weights in memory: they stream from their source to the file, so that a network of any size takes little memory.</summary>
/// <param name="Model">The model without its graph.</param>
/// <param name="Graph">The graph without its weights.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Source">Where their values come from.</param>
internal sealed record OnnxModel(ModelProto Model, GraphProto Graph, IReadOnlyList<ModelWeight> Weights, WeightReader Source)
{
    /// <exception cref="OnnxExportException">The model would be larger than a protobuf message may be, 2 GB.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var headers = Weights.Select(Header).ToArray();
        var length = (long)Graph.CalculateSize();
        for (var i = 0; i < headers.Length; i++)
        {
            var tensor = TensorLength(headers[i], Weights[i]);
            length += TagLength(GraphProto.InitializerFieldNumber) + LengthOf(tensor) + tensor;
        }

        if (length > int.MaxValue - Model.CalculateSize() - 16) throw new OnnxExportException(Graph.Name, [$"It would have {length:N0} bytes; a model can have 2 GB."]);
        Send(stream, output =>
        {
            Model.WriteTo(output);
            output.WriteTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteLength((int)length);
            Graph.WriteTo(output);
        });
        for (var i = 0; i < headers.Length; i++) WriteTensor(stream, headers[i], Weights[i]);
    }

    private void WriteTensor(Stream stream, TensorProto header, ModelWeight weight)
    {
        Send(stream, output =>
        {
            output.WriteTag(GraphProto.InitializerFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteLength((int)TensorLength(header, weight));
            header.WriteTo(output);
            output.WriteTag(TensorProto.RawDataFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteLength((int)weight.ByteLength);
        });
        Source.Write(weight.Name, weight.Order, stream);
    }

    private static void Send(Stream stream, Action<CodedOutputStream> write)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        write(output);
    }

    private static TensorProto Header(ModelWeight weight)
    {
        var header = new TensorProto { Name = weight.Name, DataType = (int)TensorProto.Types.DataType.Float };
        header.Dims.AddRange(weight.Dimensions);
        return header;
    }

    private static long TensorLength(TensorProto header, ModelWeight weight) =>
        header.CalculateSize() + TagLength(TensorProto.RawDataFieldNumber) + LengthOf(weight.ByteLength) + weight.ByteLength;

    private static int TagLength(int field) => CodedOutputStream.ComputeTagSize(field);

    private static int LengthOf(long length) => CodedOutputStream.ComputeInt64Size(length);
}
