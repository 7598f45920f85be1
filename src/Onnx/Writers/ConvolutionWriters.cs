using NetGen.Generator.Graph;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Writers;

/// <summary>Convolutions, plain and transposed, and dense layers.</summary>
internal static class ConvolutionWriters
{
    public static ModelValue Conv(LayerContext layer)
    {
        var op = (ConvOperator)layer.Node.Operator;
        var (rows, columns) = (op.Window.Rows, op.Window.Columns);
        long[] kernel = [op.OutChannels, layer.Input.Channels / op.Groups, rows.Kernel, columns.Kernel];
        var inputs = Inputs(layer, layer.Map, layer.Weight("weight", kernel), op.Bias);
        AttributeProto[] attributes = [.. Window(op.Window, Paddings.Of(op.Window, layer.Input, layer.Output).All), Attributes.Integer("group", op.Groups)];
        return new ModelValue(layer.Add("Conv", inputs, attributes), IsVector: false);
    }

    public static ModelValue ConvTranspose(LayerContext layer)
    {
        var op = (ConvTransposeOperator)layer.Node.Operator;
        var rows = Removed(op, op.Window.Rows);
        var columns = Removed(op, op.Window.Columns);
        AttributeProto[] attributes =
        [
            .. Window(op.Window, [rows.Before, columns.Before, rows.After, columns.After]),
            Attributes.Integers("output_padding", rows.Added, columns.Added),
            Attributes.Integer("group", op.Groups),
        ];
        return new ModelValue(layer.Add("ConvTranspose", Inputs(layer, layer.Map, layer.Weight("weight"), op.Bias), attributes), IsVector: false);
    }

    /// <summary>Features are flattened as (channel, row, column): the order of ONNX's maps, and that of PyTorch's weights.</summary>
    public static ModelValue Dense(LayerContext layer)
    {
        var op = (DenseOperator)layer.Node.Operator;
        var size = layer.Input;
        var vector = layer.Value.IsVector ? layer.Value.Name : layer.Add("Flatten", [layer.Value.Name], Attributes.Integer("axis", 1));
        var weight = layer.Weight("weight", [op.OutFeatures, size.Length], [op.OutFeatures, size.Channels, size.Height, size.Width]);
        AttributeProto[] attributes = [Attributes.Number("alpha", 1), Attributes.Number("beta", 1), Attributes.Integer("transB", 1)];
        return new ModelValue(layer.Add("Gemm", Inputs(layer, vector, weight, op.Bias), attributes), IsVector: true);
    }

    public static IEnumerable<AttributeProto> Window(WindowGeometry window, long[] pads)
    {
        var (rows, columns) = (window.Rows, window.Columns);
        yield return Attributes.Integers("kernel_shape", rows.Kernel, columns.Kernel);
        yield return Attributes.Integers("strides", rows.Stride, columns.Stride);
        yield return Attributes.Integers("dilations", rows.Dilation, columns.Dilation);
        yield return Attributes.Integers("pads", pads);
    }

    private static string[] Inputs(LayerContext layer, string value, string weight, bool bias) => bias ? [value, weight, layer.Weight("bias")] : [value, weight];

    /// <summary>What is cut off at both ends. Output padding first cuts less at the end; only what is left adds rows that no input reaches.</summary>
    private static (int Before, int After, int Added) Removed(ConvTransposeOperator op, WindowAxis axis)
    {
        if (op.Window.Same)
        {
            var (cut, total) = ((int)Math.Max(axis.Span - axis.Stride, 0), axis.Span - axis.Stride);
            return (cut / 2, cut - (cut / 2), (int)Math.Max(-total, 0));
        }

        var kept = Math.Min(op.OutputPad, axis.PadAfter);
        return (axis.PadBefore, axis.PadAfter - kept, op.OutputPad - kept);
    }
}
