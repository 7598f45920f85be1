using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>Upsampling.</summary>
internal sealed class UpsampleEmitter : Emitter<UpsampleOperator>
{
    protected override string Call(UpsampleOperator op, Step step, CallContext call) => op.Bilinear
        ? $"{CSharp.Kernels}Upsample.Bilinear(x, {call.InputSize(step)}, {op.Scale.Text()}, {CSharp.Literal(op.AlignCorners)}, y, Threads)"
        : $"{CSharp.Kernels}Upsample.Nearest(x, {call.InputSize(step)}, {op.Scale.Text()}, y, Threads)";
}

/// <summary>Pixel shuffles.</summary>
internal sealed class PixelShuffleEmitter : Emitter<PixelShuffleOperator>
{
    protected override string Call(PixelShuffleOperator op, Step step, CallContext call) => Run("PixelShuffle", "x", call.InputSize(step), op.Factor.Text(), "y", "Threads");
}

/// <summary>Borders of zeros.</summary>
internal sealed class ZeroPadEmitter : Emitter<ZeroPadOperator>
{
    protected override string Call(ZeroPadOperator op, Step step, CallContext call) => Run("ZeroPad", "x", call.InputSize(step), op.Pad.Text(), "y", "Threads");
}

/// <summary>Crops.</summary>
internal sealed class CropEmitter : Emitter<CropOperator>
{
    protected override string Call(CropOperator op, Step step, CallContext call) =>
        Run("Crop", "x", call.InputSize(step), op.Top.Text(), op.Left.Text(), "y", call.OutputSize(step), "Threads");
}

/// <summary>Crops to another layer's size.</summary>
internal sealed class CropLikeEmitter : Emitter<CropLikeOperator>
{
    protected override string Call(CropLikeOperator op, Step step, CallContext call) =>
        Run("Crop", "x", call.InputSize(step), First(step.Node.Shape!.Rows), First(step.Node.Shape.Columns), "y", call.OutputSize(step), "Threads");

    private static string First(AxisStep step) => (-((AxisStep.Slide)step).Before).Text();
}

/// <summary>Changes of layout at the network's ends.</summary>
internal sealed class LayoutChangeEmitter : Emitter<LayoutChangeOperator>
{
    protected override string Call(LayoutChangeOperator op, Step step, CallContext call) =>
        $"{CSharp.Kernels}LayoutChange.{(op.ToNchw ? "NhwcToNchw" : "NchwToNhwc")}(x, {call.InputSize(step)}, y, Threads)";
}

/// <summary>A network that does nothing.</summary>
internal sealed class CopyEmitter : Emitter<CopyOperator>
{
    protected override string Call(CopyOperator op, Step step, CallContext call) => "x.CopyTo(y)";
}
