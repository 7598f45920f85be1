namespace NetGen.Reference;

/// <summary>A fully connected layer, H×W×C → 1×1×out, by its definition.</summary>
public static class Dense
{
    /// <summary>The map is flattened as (channel, row, column): PyTorch, Caffe, ONNX.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="weight">(out, in), with in = H·W·C.</param>
    /// <param name="bias">(out), or null for none.</param>
    /// <param name="outFeatures">Features of the output.</param>
    /// <exception cref="ArgumentException">The weights do not fit.</exception>
    public static Map RunChannelsFirst(Map x, double[] weight, double[]? bias, int outFeatures)
    {
        var features = new List<double>();
        for (var c = 0; c < x.Channels; c++)
            for (var y = 0; y < x.Height; y++)
                for (var column = 0; column < x.Width; column++)
                    features.Add(x[y, column, c]);
        return Multiply(features, weight, bias, outFeatures);
    }

    /// <summary>The map is flattened as (row, column, channel): TensorFlow, Keras. The weights are still (out, in).</summary>
    /// <inheritdoc cref="RunChannelsFirst"/>
    public static Map RunChannelsLast(Map x, double[] weight, double[]? bias, int outFeatures)
    {
        var features = new List<double>();
        for (var y = 0; y < x.Height; y++)
            for (var column = 0; column < x.Width; column++)
                for (var c = 0; c < x.Channels; c++)
                    features.Add(x[y, column, c]);
        return Multiply(features, weight, bias, outFeatures);
    }

    private static Map Multiply(List<double> features, double[] weight, double[]? bias, int outFeatures)
    {
        Check.Length("weight", outFeatures * features.Count, weight.Length);
        Check.Bias(bias, outFeatures);
        return Map.Build(1, 1, outFeatures, (_, _, o) =>
        {
            var sum = bias is null ? 0 : bias[o];
            for (var i = 0; i < features.Count; i++) sum += weight[o * features.Count + i] * features[i];
            return sum;
        });
    }
}
