using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;

namespace NetGen.Generator.Emit;

/// <summary>How a layer's method names what it works on. Within it, <c>x</c> is what it reads and <c>y</c> what it writes.</summary>
/// <param name="weights">The fields of packed weights.</param>
/// <param name="owner">The prefix by which the method reaches them: empty, or <c>_network.</c></param>
/// <param name="tiles">The classes of unrolled loops.</param>
/// <param name="sizes">Expressions for the sizes of x and y, where they are known only when the method runs.</param>
internal sealed class CallContext(WeightFields weights, string owner, TileClasses tiles, (string Input, string Output)? sizes)
{
    /// <summary>What a method calls the values that it reads.</summary>
    public static IReadOnlyList<string> InputNames(Step step)
    {
        if (step.Node.AddsMap) return ["x", "added"];
        return step.Sources.Count == 1 ? ["x"] : [.. step.Sources.Select((_, index) => "x" + (index + 1).Text())];
    }

    /// <summary>The activation that does nothing.</summary>
    public const string Identity = $"new {CSharp.Kernels}Identity()";

    public string InputSize(Step step) => sizes?.Input ?? SizeOf(step.InputShape);

    public string OutputSize(Step step) => sizes?.Output ?? SizeOf(step.TargetShape);

    public string Weights(Step step, string part = "") => owner + weights[step.Node.Name, part];

    /// <summary>The tiles of a step whose loops are unrolled.</summary>
    public string Tiles(Step step) => tiles[step.Node.Name];

    /// <summary>The window, with SAME's padding computed from the sizes at hand.</summary>
    public string Window(Step step, WindowGeometry window)
    {
        var rows = Padding(step, window, isHeight: true);
        var columns = Padding(step, window, isHeight: false);
        return WindowOf(window, rows, columns);
    }

    /// <summary>The window of a transposed convolution: what SAME removes does not depend on the size.</summary>
    public static string TransposedWindow(WindowGeometry window) => WindowOf(
        window,
        (ConvTransposeShape.Before(window, window.Rows).Text(), window.Rows.PadAfter.Text()),
        (ConvTransposeShape.Before(window, window.Columns).Text(), window.Columns.PadAfter.Text()));

    /// <summary>The window of a layer that runs band by band: SAME's padding is found when it runs.</summary>
    public static string StageWindow(WindowGeometry window) => WindowOf(
        window, (window.Rows.PadBefore.Text(), window.Rows.PadAfter.Text()), (window.Columns.PadBefore.Text(), window.Columns.PadAfter.Text()));

    /// <summary>The activation that runs within a step.</summary>
    public static string Activation(Step step) => FusedActivation(step) is { } fused ? Activation(fused) : Identity;

    /// <summary>The type of the activation that runs within a step.</summary>
    public static string ActivationType(Step step) => CSharp.Kernels + (FusedActivation(step)?.Kind ?? "Identity");

    private static ActivationOperator? FusedActivation(Step step) => step.Node.Epilogue.Select(node => node.Operator).OfType<ActivationOperator>().FirstOrDefault();

    public static string Activation(ActivationOperator activation) =>
        $"new {CSharp.Kernels}{activation.Kind}({string.Join(", ", activation.Parameters.Select(CSharp.FloatLiteral))})";

    /// <summary>The batch norm that is folded into a step's weights, or null.</summary>
    public static string BatchNormFold(Step step)
    {
        var folded = step.Node.Epilogue.FirstOrDefault(node => node.Operator is BatchNormOperator);
        return folded is null ? "null" : BatchNormFold(folded);
    }

    public static string BatchNormFold(Node node)
    {
        var batchNorm = (BatchNormOperator)node.Operator;
        return $"new {CSharp.Kernels}BatchNormFold({CSharp.Literal(node.Name)}, "
            + $"{CSharp.Literal(batchNorm.Epsilon)}, {CSharp.Literal(batchNorm.Affine)})";
    }

    private static string SizeOf(TensorShape shape) =>
        $"new {CSharp.MapSize}({shape.Height.AsConstant!.Value.Text()}, {shape.Width.AsConstant!.Value.Text()}, {shape.Channels.Text()})";

    private (string Before, string After) Padding(Step step, WindowGeometry window, bool isHeight)
    {
        var axis = isHeight ? window.Rows : window.Columns;
        if (!window.Same) return (axis.PadBefore.Text(), axis.PadAfter.Text());

        var input = isHeight ? step.InputShape.Height : step.InputShape.Width;
        if (input.AsConstant is { } extent)
        {
            var before = SlidingWindow.SameBefore(axis, extent);
            var windows = (extent + axis.Stride - 1) / axis.Stride;
            var after = System.Math.Max(((windows - 1) * axis.Stride) + axis.Span - extent, 0) - before;
            return (before.Text(), after.Text());
        }

        var property = isHeight ? "Height" : "Width";
        var arguments = $"({sizes!.Value.Input}.{property}, {axis.Span.Text()}, {axis.Stride.Text()})";
        return ($"{CSharp.Kernels}SamePadding.Before{arguments}", $"{CSharp.Kernels}SamePadding.After{arguments}");
    }

    // Arguments that have their default value are left out: most windows are square, dense and unpadded.
    private static string WindowOf(WindowGeometry window, (string Before, string After) rows, (string Before, string After) columns)
    {
        IEnumerable<string> Named(string name, string value, string byDefault) => value == byDefault ? [] : [$"{name}: {value}"];
        var arguments = new[] { window.Rows.Kernel.Text(), window.Columns.Kernel.Text() }
            .Concat(Named("StrideHeight", window.Rows.Stride.Text(), "1"))
            .Concat(Named("StrideWidth", window.Columns.Stride.Text(), "1"))
            .Concat(Named("DilationHeight", window.Rows.Dilation.Text(), "1"))
            .Concat(Named("DilationWidth", window.Columns.Dilation.Text(), "1"))
            .Concat(Named("PadTop", rows.Before, "0"))
            .Concat(Named("PadLeft", columns.Before, "0"))
            .Concat(Named("PadBottom", rows.After, "0"))
            .Concat(Named("PadRight", columns.After, "0"));
        return $"new {CSharp.Kernels}Window({string.Join(", ", arguments)})";
    }
}
