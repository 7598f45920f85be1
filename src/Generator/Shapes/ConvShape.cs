using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Convolution: ⌊(n + pad − d(k−1) − 1)/s⌋ + 1 windows along each axis.</summary>
internal sealed class ConvShape : ShapeRule<ConvOperator>
{
    protected override LayerShape Infer(ConvOperator op, ShapeContext context)
    {
        var channels = context.CheckChannels(op.InChannels);
        context.CheckGroups(channels, op.Groups, "Groups");
        var (height, rows) = SlidingWindow.Infer(context, op.Window, isHeight: true, context.Input.Height);
        var (width, columns) = SlidingWindow.Infer(context, op.Window, isHeight: false, context.Input.Width);
        if (!op.FromDense) SlidingWindow.CheckRest(context, op.Window);

        var (kernelHeight, kernelWidth) = (op.Window.Rows.Kernel, op.Window.Columns.Kernel);
        var perGroup = System.Math.Max(1, channels / op.Groups);
        return new LayerShape
        {
            Output = new TensorShape(height, width, op.OutChannels),
            Rows = rows,
            Columns = columns,
            Weights = KernelAndBias(
                context.Node.Name,
                WeightRole.Kernel,
                EquatableArray.Of(op.OutChannels, perGroup, kernelHeight, kernelWidth),
                op.OutChannels,
                op.Bias),
            MultiplyAddsPerPixel = Numbers.SaturatingProduct(kernelHeight, kernelWidth, perGroup, op.OutChannels),
            Requirements = context.Requirements,
        };
    }

    public static EquatableArray<WeightSpec> KernelAndBias(
        string name,
        WeightRole role,
        EquatableArray<int> kernel,
        int outChannels,
        bool bias)
    {
        var weights = new List<WeightSpec> { new(name + ".weight", role, kernel) };
        if (bias) weights.Add(new WeightSpec(name + ".bias", WeightRole.Bias, EquatableArray.Of(outChannels)));
        return weights.ToEquatableArray();
    }
}
