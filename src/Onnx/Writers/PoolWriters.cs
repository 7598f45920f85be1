using NetGen.Generator.Graph;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Writers;

/// <summary>Pools over windows.</summary>
internal static class PoolWriters
{
    public static ModelValue Max(LayerContext layer)
    {
        var window = ((MaxPoolOperator)layer.Node.Operator).Window;
        var paddings = Paddings.Of(window, layer.Input, layer.Output);
        if (RoundsUpAlike(window, paddings, layer) && Fits(window, paddings.Stated))
            return Pool(layer, "MaxPool", layer.Map, window, paddings.Stated, Attributes.Integer("ceil_mode", 1));
        if (Fits(window, paddings.All)) return Pool(layer, "MaxPool", layer.Map, window, paddings.All);

        // Runtimes refuse padding as large as the kernel, which a dilated window may have: it is put around the map, where it never wins.
        long[] pads = [0, 0, paddings.Rows.Before, paddings.Columns.Before, 0, 0, paddings.Rows.End, paddings.Columns.End];
        return Pool(layer, "MaxPool", Padded(layer, pads, float.NegativeInfinity), window, [0, 0, 0, 0]);
    }

    public static ModelValue Average(LayerContext layer)
    {
        var op = (AveragePoolOperator)layer.Node.Operator;
        var (window, paddings) = (op.Window, Paddings.Of(op.Window, layer.Input, layer.Output));
        if (window.Rows.Dilation > 1 || window.Columns.Dilation > 1) return DilatedAverage(layer, op, paddings);
        if (!op.CountPad && RoundsUpAlike(window, paddings, layer))
            return Pool(layer, "AveragePool", layer.Map, window, paddings.Stated, Attributes.Integer("ceil_mode", 1), Attributes.Integer("count_include_pad", 0));
        if (!op.CountPad) return Pool(layer, "AveragePool", layer.Map, window, paddings.All, Attributes.Integer("count_include_pad", 0));

        // What windows reach beyond the padding does not count, but ONNX counts all or nothing of it: the padding becomes part of the map.
        var map = window.Pads ? Padded(layer, paddings.Declared, 0) : layer.Map;
        return Pool(layer, "AveragePool", map, window, paddings.Overhangs, Attributes.Integer("count_include_pad", 0));
    }

    /// <summary>Means of rectangles: first along the rows, then along the columns, each a product with a matrix of shares.</summary>
    public static ModelValue AdaptiveAverage(LayerContext layer)
    {
        var (input, output) = (layer.Input, layer.Output);
        var rows = layer.Constant("rows", Shares(output.Height, input.Height, transposed: false), output.Height, input.Height);
        var columns = layer.Constant("columns", Shares(output.Width, input.Width, transposed: true), input.Width, output.Width);
        return Map(layer.Add("MatMul", [layer.Add("MatMul", [rows, layer.Map]), columns]));
    }

    // Dilated average pools came with operator set 19: a sum over each channel, divided by the taps that count at each place.
    private static ModelValue DilatedAverage(LayerContext layer, AveragePoolOperator op, Paddings paddings)
    {
        var (window, channels, output) = (op.Window, layer.Input.Channels, layer.Output);
        var (height, width) = (window.Rows.Kernel, window.Columns.Kernel);
        var ones = new float[channels * height * width];
        ones.AsSpan().Fill(1);
        AttributeProto[] attributes = [.. ConvolutionWriters.Window(window, paddings.All), Attributes.Integer("group", channels)];
        var sum = layer.Add("Conv", [layer.Map, layer.Constant("ones", ones, channels, 1, height, width)], attributes);

        var shares = new float[output.Height * output.Width];
        for (var y = 0; y < output.Height; y++)
        {
            var rows = Taps(window.Rows, paddings.Rows, layer.Input.Height, y, op.CountPad);
            for (var x = 0; x < output.Width; x++) shares[(y * output.Width) + x] = 1f / (rows * Taps(window.Columns, paddings.Columns, layer.Input.Width, x, op.CountPad));
        }

        return Map(layer.Add("Mul", [sum, layer.Constant("shares", shares, 1, 1, output.Height, output.Width)]));
    }

    /// <summary>The taps of a window that count: those on the map, or on its padding.</summary>
    private static int Taps(WindowAxis axis, Padding padding, int extent, int window, bool countPad)
    {
        var (first, last) = countPad ? (-padding.Before, extent + padding.After) : (0, extent);
        return Enumerable.Range(0, axis.Kernel).Select(tap => (window * axis.Stride) - padding.Before + (tap * axis.Dilation)).Count(at => at >= first && at < last);
    }

    private static float[] Shares(int outputs, int inputs, bool transposed)
    {
        var shares = new float[outputs * inputs];
        for (var i = 0; i < outputs; i++)
        {
            var first = (int)((long)i * inputs / outputs);
            var end = (int)((((long)(i + 1) * inputs) + outputs - 1) / outputs);
            for (var j = first; j < end; j++) shares[transposed ? (j * outputs) + i : (i * inputs) + j] = 1f / (end - first);
        }

        return shares;
    }

    // Runtimes differ in whether a window may begin behind the map, in its padding. Where none does, rounding up means the same to all.
    private static bool RoundsUpAlike(WindowGeometry window, Paddings paddings, LayerContext layer) =>
        window.Ceil && paddings.Rows.RoundsUpTo(window.Rows, layer.Input.Height, layer.Output.Height)
        && paddings.Columns.RoundsUpTo(window.Columns, layer.Input.Width, layer.Output.Width);

    private static bool Fits(WindowGeometry window, long[] pads) =>
        Math.Max(pads[0], pads[2]) < window.Rows.Kernel && Math.Max(pads[1], pads[3]) < window.Columns.Kernel;

    private static string Padded(LayerContext layer, long[] pads, float value) =>
        layer.Add("Pad", [layer.Map, layer.Constant("pads", pads), layer.Number("padding", value)], Attributes.Text("mode", "constant"));

    private static ModelValue Pool(LayerContext layer, string type, string map, WindowGeometry window, long[] pads, params AttributeProto[] attributes)
    {
        // AveragePool has no dilations in this operator set.
        var geometry = ConvolutionWriters.Window(window, pads).Where(attribute => type == "MaxPool" || attribute.Name != "dilations");
        return Map(layer.Add(type, [map], [.. geometry, .. attributes]));
    }

    private static ModelValue Map(string name) => new(name, IsVector: false);
}
