using System;

namespace NetGen;

/// <summary>
/// Marks a partial class as a convolutional network: the layer attributes that follow, in source order, declare it, and
/// the compiler adds the code that loads its weights and runs it.
/// </summary>
/// <example><code>
/// [Network]
/// [Input(28, 28, 1)]
/// [Conv(5, 1, 8), Relu]
/// [MaxPool(2)]
/// [Dense(10), Softmax]
/// public sealed partial class DigitNet;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The layout of the spans passed in and out: height × width × channels unless set otherwise.</summary>
    public Layout Layout { get; set; } = Layout.Nhwc;

    /// <summary>The framework whose order of weight tensors, and of a flattened feature map, the weights file follows.</summary>
    public WeightOrder Weights { get; set; } = WeightOrder.PyTorch;

    /// <summary>Whether convolutions may use transforms that round differently from the direct sum.</summary>
    public Precision Precision { get; set; } = Precision.Fast;
}

/// <summary>The order of a feature map's elements in a span.</summary>
public enum Layout
{
    /// <summary>Height, width, channels: the channels of a pixel are neighbours.</summary>
    Nhwc,

    /// <summary>Channels, height, width: one plane after the other.</summary>
    Nchw,
}

/// <summary>The order of a weight tensor's axes, and of a feature map flattened for a dense layer.</summary>
public enum WeightOrder
{
    /// <summary>
    /// PyTorch, Caffe, ONNX: convolutions (out, in, height, width), dense layers (out, in), maps flattened as (channel, row, column).
    /// </summary>
    PyTorch,

    /// <summary>
    /// TensorFlow, Keras: convolutions (height, width, in, out), dense layers (in, out), maps flattened as (row, column, channel).
    /// </summary>
    TensorFlow,
}

/// <summary>How far a convolution may depart from the direct sum.</summary>
public enum Precision
{
    /// <summary>The fastest kernels: the error stays below 6e-5 of a layer's root mean square.</summary>
    Fast,

    /// <summary>
    /// Only kernels whose error stays below 1e-5 of a layer's root mean square, and whose result is the same to the bit wherever in the map a window lies.
    /// </summary>
    Strict,
}

/// <summary>The interpolation of <see cref="UpsampleAttribute"/>.</summary>
public enum UpsampleMode
{
    /// <summary>Every output pixel copies the input pixel that it lies in.</summary>
    Nearest,

    /// <summary>Every output pixel is the weighted mean of the four input pixels around it.</summary>
    Bilinear,
}
