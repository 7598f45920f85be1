using System.Collections.Frozen;
using NetGen.Generator.Graph;

namespace NetGen.Onnx.Writers;

/// <summary>The writer of each kind of layer. It adds operators to the model and returns the layer's output.</summary>
internal static class LayerWriters
{
    public static FrozenDictionary<string, Func<LayerContext, ModelValue>> ByKind { get; } = new Dictionary<string, Func<LayerContext, ModelValue>>(StringComparer.Ordinal)
    {
        ["Conv"] = ConvolutionWriters.Conv,
        ["ConvTranspose"] = ConvolutionWriters.ConvTranspose,
        ["Dense"] = ConvolutionWriters.Dense,
        ["MaxPool"] = PoolWriters.Max,
        ["AveragePool"] = PoolWriters.Average,
        ["GlobalAveragePool"] = OnMap("GlobalAveragePool"),
        ["GlobalMaxPool"] = OnMap("GlobalMaxPool"),
        ["AdaptiveAveragePool"] = PoolWriters.AdaptiveAverage,
        ["BatchNorm"] = NormalizationWriters.Batch,
        ["InstanceNorm"] = NormalizationWriters.Instance,
        ["GroupNorm"] = NormalizationWriters.Group,
        ["LocalResponseNorm"] = NormalizationWriters.LocalResponse,
        ["Relu"] = ActivationWriters.Plain("Relu"),
        ["LeakyRelu"] = ActivationWriters.LeakyRelu,
        ["PRelu"] = ActivationWriters.PRelu,
        ["Elu"] = ActivationWriters.Elu,
        ["Selu"] = ActivationWriters.Plain("Selu"),
        ["Sigmoid"] = ActivationWriters.Plain("Sigmoid"),
        ["HardSigmoid"] = ActivationWriters.HardSigmoid,
        ["HardSwish"] = ActivationWriters.Plain("HardSwish"),
        ["Silu"] = ActivationWriters.Silu,
        ["Mish"] = ActivationWriters.Mish,
        ["Gelu"] = ActivationWriters.Gelu,
        ["Tanh"] = ActivationWriters.Plain("Tanh"),
        ["Softplus"] = ActivationWriters.Plain("Softplus"),
        ["Clip"] = ActivationWriters.Clip,
        ["Softmax"] = ActivationWriters.Plain("Softmax", Attributes.Integer("axis", 1)),
        ["LogSoftmax"] = ActivationWriters.Plain("LogSoftmax", Attributes.Integer("axis", 1)),
        ["Upsample"] = ReshapingWriters.Upsample,
        ["PixelShuffle"] = ReshapingWriters.PixelShuffle,
        ["ZeroPad"] = ReshapingWriters.ZeroPad,
        ["Crop"] = ReshapingWriters.Crop,
        ["CropLike"] = ReshapingWriters.CropLike,
        ["Add"] = JoinWriters.Elementwise("Add"),
        ["Multiply"] = JoinWriters.Elementwise("Mul"),
        ["Concat"] = JoinWriters.Concat,
        ["Dropout"] = layer => layer.Value,
        ["Use"] = layer => layer.Value,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a layer gives what arrives, as it is.</summary>
    public static bool PassOn(Node node) => node.Operator is DropoutOperator or UseOperator;

    private static Func<LayerContext, ModelValue> OnMap(string type) => layer => new ModelValue(layer.Add(type, [layer.Map]), IsVector: false);
}
