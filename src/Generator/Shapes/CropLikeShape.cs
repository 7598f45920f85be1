using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>The part of a map that another's height and width has, from where both see the same.</summary>
internal sealed class CropLikeShape : ShapeRule<CropLikeOperator>
{
    protected override LayerShape Infer(CropLikeOperator op, ShapeContext context)
    {
        var like = context.SizesOf[0];
        var (height, rows) = InferAxis(context, op.Top, isHeight: true, context.Input.Height, like.Shape.Height);
        var (width, columns) = InferAxis(context, op.Left, isHeight: false, context.Input.Width, like.Shape.Width);
        return new LayerShape
        {
            Output = new TensorShape(height, width, context.Input.Channels),
            Rows = rows,
            Columns = columns,
            Requirements = context.Requirements,
            Agreements = context.Agreements,
        };
    }

    private static (Extent Output, AxisStep Step) InferAxis(ShapeContext context, int? stated, bool isHeight, Extent input, Extent like)
    {
        if (!input.IsKnown || !like.IsKnown || (stated ?? Derived(context, isHeight)) is not { } first) return (Extent.Unknown, AxisStep.Pointwise);

        var step = new AxisStep.Slide(1, 1, -first);
        if (input.AsConstant is not null && like.AsConstant is { } constant)
        {
            return context.Require(isHeight, input, 0, first + constant, "layer") ? (like, step) : (Extent.Unknown, step);
        }

        var needed = like + first;
        if (!needed.IsKnown) return (Extent.TooLarge, step);
        context.Agree(isHeight, input, needed, isExact: false, branch: 0);
        return (like, step);
    }

    /// <summary>The row whose centre is where the first row of the other has its own; reported where there is none (NG0005).</summary>
    private static int? Derived(ShapeContext context, bool isHeight)
    {
        var (input, like) = (context.Branches[0], context.SizesOf[0]);
        var (row, rows, property) = isHeight ? ("row", "rows", "Top") : ("column", "columns", "Left");
        int? None(string why)
        {
            context.OutOfRange("layer", $"the first {row} does not follow from the layers, since {why}: state {property}");
            return null;
        }

        if (Centres.Of(context.Graph, input.Value, isHeight) is not { } own) return None($"'{input.Name}' is behind a layer that reads the whole map");
        if (Centres.Of(context.Graph, like.Value, isHeight) is not { } other) return None($"'{like.Name}' is behind a layer that reads the whole map");
        if (!own.IsFixed || !other.IsFixed) return None("the padding of a layer with Same and a stride depends on the size of the image");
        if (own.Stride != other.Stride)
        {
            return None($"the {rows} of '{input.Name}' are {own.Stride.Pixels} of the image apart, but those of '{like.Name}' {other.Stride}");
        }

        var first = (other.First - own.First) / own.Stride;
        return first.AsInteger is >= 0 and <= ArgumentReader.Largest and { } whole
            ? whole
            : None($"the first {row} of '{like.Name}' has its centre at {row} {first} of '{input.Name}'");
    }
}
