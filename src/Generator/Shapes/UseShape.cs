using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>The input of a block: what arrives must be what it states (NG0101). Behind a fault, the block's layers are seen as they were declared.</summary>
internal sealed class UseShape : ShapeRule<UseOperator>
{
    protected override LayerShape Infer(UseOperator op, ShapeContext context)
    {
        var (arriving, stated) = (context.Input, op.Input);
        var channels = context.Node.ChannelsAreOpen ? arriving.Channels : stated.Channels;
        if (arriving.Channels > 0 && channels != arriving.Channels) Report(op, context, channels.Text(), "channels", arriving.Channels.Text());

        var fits = !stated.IsConstant || !arriving.Height.IsKnown || !arriving.Width.IsKnown || (arriving.Height == stated.Height && arriving.Width == stated.Width);
        if (!fits) Report(op, context, SizeOf(stated), "pixels", SizeOf(arriving));
        return PointwiseShape.Of(context) with { Output = new TensorShape(arriving.Height, arriving.Width, channels).Open(!fits, channels: false) };
    }

    private static void Report(UseOperator op, ShapeContext context, string stated, string what, string arriving) =>
        context.Report(Fault.Of(DiagnosticIds.InputMismatch, context.Node.Target(), op.LayerName, stated, what, context.InputName, arriving));

    private static string SizeOf(TensorShape shape) => $"{shape.Height.ToFactor("H")}×{shape.Width.ToFactor("W")}";
}
