namespace Zoo.Tests;

/// <summary>What has been published of the networks: sizes, parameters, multiply-adds, receptive fields.</summary>
public class FactTests
{
    [Fact]
    public void ParametersOfTorchvision()
    {
        Assert.Equal(11_689_512, ResNet18.ParameterCount);
        Assert.Equal(25_557_032, ResNet50.ParameterCount);
        Assert.Equal(1_248_424, SqueezeNet10.ParameterCount);
        Assert.Equal(1_235_496, SqueezeNet11.ParameterCount);
        Assert.Equal(3_504_872, MobileNetV2.ParameterCount);
    }

    [Fact]
    public void ParametersOfParts()
    {
        Assert.Equal(163_696, InceptionModule.ParameterCount);
        Assert.Equal(255_904, Mixed5b.ParameterCount);
        Assert.Equal(335_040, DenseBlock.ParameterCount);
        Assert.Equal(6_632, MtcnnPNet.ParameterCount);
        Assert.Equal(31_030_658, UNet.ParameterCount);
    }

    [Fact]
    public void MultiplyAddsInMillions()
    {
        Assert.Equal(1814, Millions(ResNet18.MultiplyAdds));
        Assert.Equal(4089, Millions(ResNet50.MultiplyAdds));
        Assert.Equal(819, Millions(SqueezeNet10.MultiplyAdds));
        Assert.Equal(349, Millions(SqueezeNet11.MultiplyAdds));
        Assert.Equal(301, Millions(MobileNetV2.MultiplyAdds));
    }

    private static long Millions(long count) => (count + 500_000) / 1_000_000;

    /// <summary>The sum over all layers, from the shapes in the layer table and those of the weights, is what the constants say.</summary>
    [Theory]
    [InlineData(typeof(ResNet18))]
    [InlineData(typeof(ResNet50))]
    [InlineData(typeof(SqueezeNet10))]
    [InlineData(typeof(MobileNetV2))]
    [InlineData(typeof(InceptionModule))]
    [InlineData(typeof(DenseBlock))]
    [InlineData(typeof(UNet))]
    public void MultiplyAddsAreThoseOfTheLayers(Type network)
    {
        var table = new SummaryTable((string)network.GetProperty("Summary")!.GetValue(null)!);
        var tensors = Networks.Tensors(network).ToDictionary(tensor => tensor.Name);
        long sum = 0;
        foreach (var layer in Declaration.Layers(network).Where(layer => layer.Attribute is ConvAttribute or DenseAttribute))
        {
            var (height, width, _) = table.Output(layer.Name, 0, 0);
            sum += tensors[$"{layer.Name}.weight"].Length * height * width;
        }

        // A transposed convolution multiplies each pixel that it reads by its kernel.
        foreach (var layer in Declaration.Layers(network).Where(layer => layer.Attribute is ConvTransposeAttribute))
        {
            var (height, width, _) = table.Output(layer.Name, 0, 0);
            sum += tensors[$"{layer.Name}.weight"].Length * height * width / 4;
        }

        Assert.Equal(sum, (long)network.GetField("MultiplyAdds")!.GetValue(null)!);
    }

    [Theory]
    [InlineData("layer4.1.relu2", "7×7×512", typeof(ResNet18))]
    [InlineData("layer1.1.relu2", "56×56×64", typeof(ResNet18))]
    [InlineData("layer4.2.relu3", "7×7×2048", typeof(ResNet50))]
    [InlineData("layer3.5.relu3", "14×14×1024", typeof(ResNet50))]
    [InlineData("features.12.concat1", "13×13×512", typeof(SqueezeNet10))]
    [InlineData("features.5.concat1", "54×54×256", typeof(SqueezeNet10))]
    [InlineData("features.12.concat1", "13×13×512", typeof(SqueezeNet11))]
    [InlineData("features.17.conv.2", "7×7×320", typeof(MobileNetV2))]
    [InlineData("concat1", "28×28×256", typeof(InceptionModule))]
    [InlineData("concat1", "35×35×256", typeof(Mixed5b))]
    [InlineData("concat1", "17×17×768", typeof(Mixed6a))]
    [InlineData("denselayer6.concat1", "56×56×256", typeof(DenseBlock))]
    [InlineData("bottom", "28×28×1024", typeof(UNet))]
    [InlineData("join4", "56×56×1024", typeof(UNet))]
    [InlineData("join1", "392×392×128", typeof(UNet))]
    [InlineData("score", "388×388×2", typeof(UNet))]
    public void Sizes(string layer, string size, Type network) =>
        Assert.Equal(size, new SummaryTable((string)network.GetProperty("Summary")!.GetValue(null)!).Output(layer));

    [Theory]
    [InlineData(typeof(ResNet18), "layer4.1.relu2", 435, 32)]
    [InlineData(typeof(ResNet50), "layer4.2.relu3", 427, 32)]
    [InlineData(typeof(MobileNetV2), "features.18.0", 491, 32)]
    [InlineData(typeof(FcrnAEncoder), "relu4", 38, 8)]
    [InlineData(typeof(FcrnBEncoder), "relu5", 32, 4)]
    [InlineData(typeof(MtcnnPNet), "conv4_2", 12, 2)]
    [InlineData(typeof(Fcn8s), "vgg.pool3", 44, 8)]
    [InlineData(typeof(Fcn8s), "vgg.pool4", 100, 16)]
    [InlineData(typeof(Fcn8s), "vgg.fc7", 404, 32)]
    public void ReceptiveFields(Type network, string layer, int field, int stride)
    {
        var row = new SummaryTable((string)network.GetProperty("Summary")!.GetValue(null)!).Rows.Single(row => row[0] == layer);
        Assert.Equal([$"{field}", $"{stride}"], row[^3..^1]);
    }

    [Theory]
    [InlineData("score_fr", 16)]
    [InlineData("upscore2", 34)]
    [InlineData("score_pool4", 44)]
    [InlineData("score_pool4c", 34)]
    [InlineData("upscore_pool4", 70)]
    [InlineData("score_pool3", 88)]
    [InlineData("score_pool3c", 70)]
    [InlineData("upscore8", 568)]
    [InlineData("score", 500)]
    public void Fcn8At500(string layer, int side) => Assert.Equal((side, side, 21), new SummaryTable(Fcn8s.Summary).Output(layer, 500, 500));

    [Fact]
    public void Fcn16And32At500()
    {
        Assert.Equal((560, 560, 21), new SummaryTable(Fcn16s.Summary).Output("upscore16", 500, 500));
        Assert.Equal((544, 544, 21), new SummaryTable(Fcn32s.Summary).Output("upscore", 500, 500));
    }

    [Theory]
    [InlineData(500, 375)]
    [InlineData(1, 1)]
    [InlineData(233, 1024)]
    public void FcnScoresEveryPixelOfAnImageOfAnySize(int height, int width)
    {
        Assert.Equal(new MapSize(height, width, 21), Fcn32s.OutputSize(height, width));
        Assert.Equal(new MapSize(height, width, 21), Fcn16s.OutputSize(height, width));
        Assert.Equal(new MapSize(height, width, 21), Fcn8s.OutputSize(height, width));
    }

    [Fact]
    public void PNetGivesAScoreAndABoxForEveryPlace()
    {
        Assert.Equal((2, 4), (MtcnnPNet.FacesLength, MtcnnPNet.OutputLength));
        Assert.Equal(new MapSize(115, 155, 4), MtcnnPNet.FullyConvolutional.OutputSize(240, 320));
        Assert.Equal(new MapSize(115, 155, 2), MtcnnPNet.FullyConvolutional.FacesSize(240, 320));
    }
}
