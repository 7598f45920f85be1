using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Upsampling: n·scale. With aligned corners the step between pixels depends on the size of the map.</summary>
internal sealed class UpsampleShape : ShapeRule<UpsampleOperator>
{
    protected override LayerShape Infer(UpsampleOperator op, ShapeContext context)
    {
        var aligns = op.AlignCorners && op.Scale > 1;
        AxisStep step = aligns ? new AxisStep.Whole() : new AxisStep.Enlarge(op.Scale, op.Bilinear);
        return new LayerShape
        {
            Output = new TensorShape(context.Input.Height * op.Scale, context.Input.Width * op.Scale, context.Input.Channels),
            Rows = step,
            Columns = step,
            NotTileableBecause = aligns ? "aligns corners, so that its step depends on the size of the map" : null,
        };
    }
}

/// <summary>Pixel shuffle: rH × rW × C/r².</summary>
internal sealed class PixelShuffleShape : ShapeRule<PixelShuffleOperator>
{
    protected override LayerShape Infer(PixelShuffleOperator op, ShapeContext context)
    {
        var square = (long)op.Factor * op.Factor;
        var channels = context.Input.Channels;
        var divides = channels % square == 0;
        if (channels > 0 && !divides)
        {
            context.OutOfRange(
                "factor",
                $"the square of the factor, {square.Text()}, does not divide the {channels.Text()} input channels");
        }

        return new LayerShape
        {
            Output = new TensorShape(
                context.Input.Height * op.Factor,
                context.Input.Width * op.Factor,
                divides ? (int)(channels / square) : 0),
            Rows = new AxisStep.Enlarge(op.Factor, Interpolates: false),
            Columns = new AxisStep.Enlarge(op.Factor, Interpolates: false),
        };
    }
}

/// <summary>A border of zeros: n + 2·pad.</summary>
internal sealed class ZeroPadShape : ShapeRule<ZeroPadOperator>
{
    protected override LayerShape Infer(ZeroPadOperator op, ShapeContext context) => new()
    {
        Output = new TensorShape(context.Input.Height + (2L * op.Pad), context.Input.Width + (2L * op.Pad), context.Input.Channels),
        Rows = new AxisStep.Slide(1, 1, op.Pad),
        Columns = new AxisStep.Slide(1, 1, op.Pad),
    };
}

/// <summary>A rectangle of the map, at a fixed place: an output of one size, whatever the image's.</summary>
internal sealed class CropShape : ShapeRule<CropOperator>
{
    protected override LayerShape Infer(CropOperator op, ShapeContext context)
    {
        context.Require(isHeight: true, context.Input.Height, 0, (long)op.Top + op.Height, "height");
        context.Require(isHeight: false, context.Input.Width, 0, (long)op.Left + op.Width, "width");
        return new LayerShape
        {
            Output = new TensorShape(Extent.Constant(op.Height), Extent.Constant(op.Width), context.Input.Channels),
            Rows = new AxisStep.Slide(1, 1, -op.Top),
            Columns = new AxisStep.Slide(1, 1, -op.Left),
            NotTileableBecause = "keeps a fixed place of the map",
            Requirements = context.Requirements,
        };
    }
}
