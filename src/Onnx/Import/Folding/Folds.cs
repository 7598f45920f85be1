using System.Collections.Frozen;

namespace NetGen.Onnx.Import;

/// <summary>Operators that are computed on import, when all that they read is constant: mostly the arithmetic of shapes that tracers leave behind.</summary>
internal static class Folds
{
    /// <summary>Each operator's function: it returns its results through the node.</summary>
    public static FrozenDictionary<string, Action<NodeContext>> ByType { get; } = new Dictionary<string, Action<NodeContext>>(StringComparer.Ordinal)
    {
        ["Constant"] = ShapeFolds.Constant,
        ["ConstantOfShape"] = ShapeFolds.ConstantOfShape,
        ["Identity"] = node => node.Return(new Known(node.Constant(0, "the tensor"))),
        ["Shape"] = ReshapeRules.Shape,
        ["Size"] = ReshapeRules.Size,
        ["Cast"] = ShapeFolds.Cast,
        ["Reshape"] = ShapeFolds.Reshape,
        ["Flatten"] = ShapeFolds.Flatten,
        ["Squeeze"] = ShapeFolds.Squeeze,
        ["Unsqueeze"] = ShapeFolds.Unsqueeze,
        ["Transpose"] = ShapeFolds.Transpose,
        ["Gather"] = ShapeFolds.Gather,
        ["Slice"] = ShapeFolds.Slice,
        ["Concat"] = ShapeFolds.Concat,
        ["Split"] = ShapeFolds.Split,
        ["Expand"] = ShapeFolds.Expand,
        ["Tile"] = ShapeFolds.Tile,
        ["Range"] = ShapeFolds.Range,
        ["Add"] = ArithmeticFolds.Binary((a, b) => a + b, (a, b) => a + b),
        ["Sub"] = ArithmeticFolds.Binary((a, b) => a - b, (a, b) => a - b),
        ["Mul"] = ArithmeticFolds.Binary((a, b) => a * b, (a, b) => a * b),
        ["Div"] = ArithmeticFolds.Binary((a, b) => a / b, (a, b) => b == 0 || (a == long.MinValue && b == -1) ? throw new InvalidNodeException("it divides by zero") : a / b),
        ["Mod"] = ArithmeticFolds.Binary((a, b) => a % b, (a, b) => b == 0 ? throw new InvalidNodeException("it divides by zero") : b == -1 ? 0 : (((a % b) + b) % b)),
        ["Pow"] = ArithmeticFolds.Binary(MathF.Pow, (a, b) => (long)Math.Clamp(Math.Pow(a, b), long.MinValue, long.MaxValue)),
        ["Max"] = ArithmeticFolds.Binary(MathF.Max, Math.Max),
        ["Min"] = ArithmeticFolds.Binary(MathF.Min, Math.Min),
        ["Equal"] = ArithmeticFolds.Comparison((a, b) => a == b),
        ["Less"] = ArithmeticFolds.Comparison((a, b) => a < b),
        ["LessOrEqual"] = ArithmeticFolds.Comparison((a, b) => a <= b),
        ["Greater"] = ArithmeticFolds.Comparison((a, b) => a > b),
        ["GreaterOrEqual"] = ArithmeticFolds.Comparison((a, b) => a >= b),
        ["And"] = ArithmeticFolds.Comparison((a, b) => a != 0 && b != 0),
        ["Or"] = ArithmeticFolds.Comparison((a, b) => a != 0 || b != 0),
        ["Not"] = ArithmeticFolds.Unary(a => a == 0 ? 1 : 0, a => a == 0 ? 1 : 0),
        ["Neg"] = ArithmeticFolds.Unary(a => -a, a => -a),
        ["Abs"] = ArithmeticFolds.Unary(MathF.Abs, a => a == long.MinValue ? long.MaxValue : Math.Abs(a)),
        ["Floor"] = ArithmeticFolds.Unary(MathF.Floor, a => a),
        ["Ceil"] = ArithmeticFolds.Unary(MathF.Ceiling, a => a),
        ["Round"] = ArithmeticFolds.Unary(a => MathF.Round(a, MidpointRounding.ToEven), a => a),
        ["Sqrt"] = ArithmeticFolds.Unary(MathF.Sqrt, null),
        ["Exp"] = ArithmeticFolds.Unary(MathF.Exp, null),
        ["Log"] = ArithmeticFolds.Unary(MathF.Log, null),
        ["Reciprocal"] = ArithmeticFolds.Unary(a => 1 / a, null),
        ["Where"] = ArithmeticFolds.Where,
        ["ReduceProd"] = ArithmeticFolds.Reduce((a, b) => a * b),
        ["ReduceSum"] = ArithmeticFolds.Reduce((a, b) => a + b),
        ["ReduceMax"] = ArithmeticFolds.Reduce(Math.Max),
        ["ReduceMin"] = ArithmeticFolds.Reduce(Math.Min),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void Run(Action<NodeContext> fold, NodeContext node)
    {
        fold(node);
        for (var i = 0; i < node.Node.Outputs.Length; i++)
        {
            if (node.Results[i] is null && node.IsRead(i)) throw node.Unsupported($"its output '{node.Node.Outputs[i]}' is not computed on import");
        }
    }

    /// <summary>Checks the size of a result before anything is allocated for it.</summary>
    public static long[] CheckSize(NodeContext node, long[] dimensions, params ReadOnlySpan<ConstantTensor> sources)
    {
        if (Shapes.Fault(dimensions) is { } fault) throw node.Invalid($"its result {fault}");
        long available = 0;
        foreach (var source in sources) available += source.Length;
        var length = Shapes.Length(dimensions);
        return length <= Math.Max(Limits.FoldedElements, available)
            ? dimensions
            : throw node.Unsupported($"it would compute {length:N0} constants from {available:N0}; {Limits.FoldedElements:N0} are allowed");
    }
}
