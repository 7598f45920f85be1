using System.Collections.Frozen;

namespace NetGen.Onnx.Import;

/// <summary>The rule of each of ONNX's operators that layers can take, and the reason why others cannot be.</summary>
internal static class OperatorRules
{
    public static FrozenDictionary<string, Action<NodeContext>> ByType { get; } = new Dictionary<string, Action<NodeContext>>(StringComparer.Ordinal)
    {
        ["Conv"] = ConvolutionRules.Conv,
        ["ConvTranspose"] = ConvolutionRules.ConvTranspose,
        ["Gemm"] = DenseRules.Gemm,
        ["MatMul"] = DenseRules.MatMul,

        ["MaxPool"] = PoolRules.Max,
        ["AveragePool"] = PoolRules.Average,
        ["GlobalMaxPool"] = PoolRules.Global("GlobalMaxPool"),
        ["GlobalAveragePool"] = PoolRules.Global("GlobalAveragePool"),
        ["ReduceMean"] = ReduceRules.Mean,
        ["ReduceSum"] = ReduceRules.Sum,
        ["ReduceMax"] = ReduceRules.Max,
        ["ReduceMin"] = ReduceRules.Min,

        ["BatchNormalization"] = NormalizationRules.Batch,
        ["InstanceNormalization"] = NormalizationRules.Instance,
        ["GroupNormalization"] = NormalizationRules.Group,
        ["LayerNormalization"] = NormalizationRules.Layer,
        ["LpNormalization"] = NormalizationRules.Lp,
        ["LRN"] = NormalizationRules.LocalResponse,

        ["Relu"] = ActivationRules.Plain("Relu"),
        ["LeakyRelu"] = ActivationRules.LeakyRelu,
        ["PRelu"] = ActivationRules.PRelu,
        ["Elu"] = ActivationRules.Elu,
        ["Selu"] = ActivationRules.Selu,
        ["Celu"] = ActivationRules.Celu,
        ["Sigmoid"] = ActivationRules.Plain("Sigmoid"),
        ["HardSigmoid"] = ActivationRules.HardSigmoid,
        ["HardSwish"] = ActivationRules.Plain("HardSwish"),
        ["Swish"] = ActivationRules.Swish,
        ["Mish"] = ActivationRules.Plain("Mish"),
        ["Gelu"] = ActivationRules.Gelu,
        ["Erf"] = ActivationRules.Plain(Layer.Erf),
        ["Tanh"] = ActivationRules.Plain("Tanh"),
        ["Softplus"] = ActivationRules.Plain("Softplus"),
        ["Clip"] = ActivationRules.Clip,
        ["Softmax"] = SoftmaxRules.Of("Softmax"),
        ["LogSoftmax"] = SoftmaxRules.Of("LogSoftmax"),

        ["Add"] = ElementwiseRules.Add,
        ["Sum"] = ElementwiseRules.Add,
        ["Mean"] = ElementwiseRules.Mean,
        ["Sub"] = ElementwiseRules.Subtract,
        ["Mul"] = ElementwiseRules.Multiply,
        ["Div"] = ElementwiseRules.Divide,
        ["Neg"] = ElementwiseRules.Negate,
        ["Abs"] = ElementwiseRules.Absolute,
        ["Pow"] = ElementwiseRules.Power,
        ["Max"] = ElementwiseRules.Largest,
        ["Min"] = ElementwiseRules.Smallest,

        ["Identity"] = ReshapeRules.Same,
        ["Dropout"] = ReshapeRules.Dropout,
        ["Cast"] = ReshapeRules.Cast,
        ["Reshape"] = ReshapeRules.Reshape,
        ["Flatten"] = ReshapeRules.Flatten,
        ["Squeeze"] = ReshapeRules.Squeeze,
        ["Unsqueeze"] = ReshapeRules.Unsqueeze,
        ["Transpose"] = ReshapeRules.Transpose,
        ["Shape"] = ReshapeRules.Shape,
        ["Size"] = ReshapeRules.Size,
        ["DepthToSpace"] = BlockRules.DepthToSpace,
        ["SpaceToDepth"] = BlockRules.SpaceToDepth,
        ["Slice"] = SliceRules.Slice,
        ["Split"] = SliceRules.Split,
        ["Concat"] = SliceRules.Concat,
        ["CenterCropPad"] = SliceRules.CenterCropPad,
        ["Pad"] = PadRules.Pad,
        ["Tile"] = TileRules.Tile,
        ["Expand"] = TileRules.Expand,
        ["Upsample"] = ResizeRules.Upsample,
        ["Resize"] = ResizeRules.Resize,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Exp"] = "no layer takes the exponential of each element",
        ["Log"] = "no layer takes the logarithm of each element",
        ["Sqrt"] = "no layer takes the root of each element",
        ["Softsign"] = "no layer computes x/(1 + |x|)",
        ["ThresholdedRelu"] = "no layer jumps: it is x above a threshold, and 0 below",
        ["Shrink"] = "no layer jumps: it is 0 around zero, and x elsewhere",
        ["Hardmax"] = "no layer gives 1 for the largest and 0 for the others",
        ["ArgMax"] = "no layer gives the place of the largest",
        ["LpPool"] = "no layer takes roots of sums of powers over windows",
        ["MaxUnpool"] = "no layer puts values at places that are computed",
        ["MeanVarianceNormalization"] = "no layer normalises over the examples of a batch",
        ["If"] = "a network has no branches that are not taken",
        ["Loop"] = "a network has no loops",
        ["LSTM"] = "layers have no memory",
        ["GRU"] = "layers have no memory",
        ["RNN"] = "layers have no memory",
        ["NonMaxSuppression"] = "what comes out of it has no fixed size",
        ["Gather"] = "no layer picks elements by number",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why there is no rule for an operator.</summary>
    public static string WhyNot(string type) => Reasons.GetValueOrDefault(type) ?? "there are no layers for this operator";
}
