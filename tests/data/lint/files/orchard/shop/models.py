from django.db import models


class Tractor(models.Model):
    """A tractor; `model` is the maker's type, for example JD-6155R."""

    maker = models.CharField(max_length=40)
    model = models.CharField(max_length=40, default="fendt-724")
    year = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["maker", "model"]


class Review(models.Model):
    tractor = models.ForeignKey("shop.Tractor", on_delete=models.CASCADE)
    stars = models.PositiveSmallIntegerField()
    text = models.TextField()
    created = models.DateTimeField(auto_now_add=True)


FIXTURE = [
    {"model": "shop.tractor", "pk": 1, "fields": {"maker": "Fendt", "model": "vario-724-s4", "year": 2019}},
    {"model": "shop.review", "pk": 1, "fields": {"tractor": 1, "stars": 4, "text": "fine"}},
]
